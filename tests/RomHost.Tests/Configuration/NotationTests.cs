using System.Text;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Tests.Configuration;

/// <summary>Mistakes in handwritten YAML: the message gives the position and the remedy.</summary>
public class NotationTests
{
    [Theory]
    [InlineData("  dt: 0.1", "\tdt: 0.1", "5:1: this is not valid YAML: found a tab in the indentation;")]
    [InlineData("  dt: 0.1", "  \tdt: 0.1", "5:3: this is not valid YAML: found a tab in the indentation;")]
    [InlineData(
        "  plugin: vicsek-morse", "\tplugin: vicsek-morse",
        "4:1: this is not valid YAML: found a tab in the indentation;")]
    [InlineData(
        "    plugin: mvar", "\t  plugin: mvar", "20:1: this is not valid YAML: found a tab in the indentation;")]
    [InlineData("  - name: A", "\t- name: A", "19:1: this is not valid YAML: found a tab in the indentation;")]
    [InlineData(
        "  dt: 0.1", "\t# a comment\n  dt: 0.1", "5:1: this is not valid YAML: found a tab in the indentation;")]
    [InlineData("[2, 3]", "[2,\n\t3]", "11:1: this is not valid YAML: found a tab in the indentation;")]
    [InlineData("  dt: 0.1", "  dt:0.1", "5:6: this is not valid YAML: expected a blank after 'dt:'; write 'dt: 0.1'")]
    [InlineData(
        "experiment_name: demo", "experiment_name:demo",
        "1:17: this is not valid YAML: expected a blank after 'experiment_name:'; write 'experiment_name: demo'")]
    [InlineData(
        "    lag: 3", "    lag:3", "21:9: this is not valid YAML: expected a blank after 'lag:'; write 'lag: 3'")]
    [InlineData(
        "  - name: A", "  -name: A", "19:3: this is not valid YAML: expected a blank after '-'; write '- name: …'")]
    [InlineData(
        "  - name: A", "  – name: A",
        "19:3: this is not valid YAML: found '–' where an item of a list begins; write '- name: A'")]
    [InlineData(
        "  - name: A", "  * name: A",
        "19:3: this is not valid YAML: found '*' where an item of a list begins; write '- name: A'")]
    [InlineData(
        "models:\n  - name: A", "models: - name: A",
        "18:9: this is not valid YAML: a list begins on a line of its own;")]
    [InlineData(
        "    plugin: mvar", "   plugin: mvar",
        "20:4: this is not valid YAML: this line is indented by 3 blanks, and the lines above it by 0, 2, 4;")]
    [InlineData(
        "    plugin: mvar", "     plugin: mvar",
        "20:6: this is not valid YAML: this line is indented by 5 blanks, deeper than line 19, which has its value")]
    [InlineData(
        "seed: 1", " seed: 1", "2:2: this is not valid YAML: this line is indented by 1 blank, deeper than line 1,")]
    [InlineData(
        "  duration: 2", "   duration: 2",
        "8:3: this is not valid YAML: this line is indented by 2 blanks, and the lines above it by 0, 3;")]
    [InlineData(
        "demo", "\"demo", "1:18: this is not valid YAML: this quote is not closed; put \" at the end of the text")]
    [InlineData(
        "demo", "'demo", "1:18: this is not valid YAML: this quote is not closed; put ' at the end of the text")]
    [InlineData("name: A", "name: \"A", "19:11: this is not valid YAML: this quote is not closed;")]
    [InlineData(
        "[2, 3]", "[2, 3", "10:15: this is not valid YAML: this '[' is not closed; put ']' behind its last entry")]
    [InlineData("[2, 3]", "[2, 3]]", "10:21: this is not valid YAML: this ']' closes nothing;")]
    [InlineData(
        "demo", "demo: 1", "1:22: this is not valid YAML: found a second ': ' on the line; put the value in quotes")]
    [InlineData(
        "demo", "\"C:\\data\\x\"", "1:21: this is not valid YAML: in double quotes a backslash begins an escape")]
    [InlineData("demo", "@demo", "1:18: this is not valid YAML: a value cannot begin with '@'; put it in quotes")]
    [InlineData(
        "demo", "&demo",
        "1:18: experiment_name: found the anchor '&demo' without a value; if it is text, put it in quotes")]
    [InlineData(
        "  - family: uniform", "  - family: uniform\n      path: *.csv",
        "15:13: test.initial_conditions[0].path: the alias '*.csv' has no finished anchor before it; "
        + "if it is text, put it in quotes")]
    [InlineData(
        "seed: 1", "seed = 1",
        "2:6: this is not valid YAML: expected ': ' after the key 'seed', found '='; write 'seed: 1'")]
    [InlineData(
        "  dt: 0.1", "  dt\uff1a 0.1",
        "5:5: this is not valid YAML: expected ': ' after the key 'dt', found '\uff1a'; write 'dt: 0.1'")]
    [InlineData(
        "experiment_name: demo", "\"experiment_name\": \"demo\",",
        "1:26: this is not valid YAML: found a comma behind a value;")]
    [InlineData(
        "seed: 1", "<<<<<<< HEAD\nseed: 1\n=======\nseed: 2\n>>>>>>> x",
        "2:1: this is not valid YAML: found the marker of a merge conflict;")]
    [InlineData(
        "  dt: 0.1", "\u00a0\u00a0dt: 0.1",
        "5:1: this is not valid YAML: found a non-breaking space (U+00A0) in the indentation;")]
    [InlineData(
        "  dt: 0.1", "  dt:\u00a00.1",
        "5:6: this is not valid YAML: found a non-breaking space (U+00A0); replace it by an ordinary blank")]
    [InlineData(
        "  - name: A", "  -\u00a0name: A", "19:4: models: found a non-breaking space (U+00A0) in a key; replace it")]
    [InlineData(
        "  dt: 0.1", "  \u200bdt: 0.1",
        "5:3: this is not valid YAML: found an invisible character (U+200B) in the indentation;")]
    [InlineData(
        "[2, 3]", "[\n  2,\n  3\n]",
        "11:3: this is not valid YAML: this line is inside the '[' of line 10 and not indented deeper than that line;")]
    [InlineData("seed: 1", "seed: 1\n\t", "3:1: this is not valid YAML: found a tab on an empty line; remove it")]
    public void WhatYamlCannotRead_IsSaidAtItsPlaceWithTheRemedy(string old, string replacement, string expected) =>
        Assert.StartsWith("f.yaml:" + expected, Assert.Single(Sample.Errors(Sample.With(old, replacement))));

    [Theory]
    [InlineData(
        "  - name: A\n    plugin: mvar\n    lag: 3", "  name: A\n  plugin: mvar\n  lag: 3",
        "19:3: models: expected a list, found a mapping; begin each item with '- ', as in '- name: …'")]
    [InlineData(
        "    - family: uniform", "    -family: uniform",
        "14:5: test.initial_conditions: expected a list, found a mapping; write a blank after the dash: '- family: …'")]
    [InlineData(
        "  - name: A\n", "  MVAR:\n",
        "19:3: models: expected a list, found a mapping; its items are not keyed by a name: "
        + "begin each with '- ', as in '- name: MVAR'")]
    [InlineData(
        "models:\n  - name: A\n    plugin: mvar\n    lag: 3", "models: mvar",
        "18:9: models: expected a list, found 'mvar'; begin each item with '- ' and its keys")]
    [InlineData(
        "density:\n  plugin: kde\n  nx: 8", "density:",
        "15:9: density: expected a mapping (key: value), found nothing; indent its keys")]
    [InlineData(
        "simulator:\n  plugin: vicsek-morse\n  dt: 0.1", "simulator:\n  plugin:vicsek-morse",
        "4:3: simulator: expected a mapping (key: value), found 'plugin:vicsek-morse'; "
        + "put a blank after the colon: 'plugin: vicsek-morse'")]
    [InlineData(
        "dt: 0.1", "domain: {lx:10}",
        "5:12: simulator.domain.lx:10: unknown key; put a blank after the colon: 'lx: 10'")]
    [InlineData(
        "dt: 0.1", "dt: 0.1# note",
        "5:7: simulator.dt: expected a number, found '0.1# note'; a comment begins with a blank and '#': write 0.1")]
    [InlineData(
        "dt: 0.1", "dt: 0.1,",
        "5:7: simulator.dt: expected a number, found '0.1,'; a line ends without a mark: write 0.1")]
    [InlineData(
        "dt: 0.1", "dt: 0.1 s",
        "5:7: simulator.dt: expected a number, found '0.1 s'; a number stands alone, without a unit: write 0.1")]
    [InlineData(
        "dt: 0.1", "dt: “0.1”",
        "5:7: simulator.dt: expected a number, found '“0.1”'; "
        + "it contains characters of typesetting or of another keyboard, write 0.1")]
    [InlineData(
        "dt: 0.1", "dt: \u22120.1",
        "5:7: simulator.dt: expected a number, found '\u22120.1'; "
        + "it contains characters of typesetting or of another keyboard, write -0.1")]
    [InlineData(
        "dt: 0.1", "dt: 0.1\u00a0",
        "5:7: simulator.dt: expected a number, found '0.1\\u00a0'; "
        + "it contains characters of typesetting or of another keyboard, write 0.1")]
    [InlineData(
        "plugin: kde", "plugin: ‘kde’",
        "16:11: density.plugin: there is no density estimator '‘kde’'; did you mean 'kde'?")]
    [InlineData(
        "seed: 1", "reduction: {modes: None}",
        "2:20: reduction.modes: expected an integer, found 'None'; YAML's word for no value is null")]
    public void WhatYamlReadsOtherwiseThanMeant_IsSaidAtItsPlaceWithTheRemedy(
        string old, string replacement, string expected) =>
        Assert.StartsWith("f.yaml:" + expected, Sample.Errors(Sample.With(old, replacement))[0]);

    [Theory]
    [InlineData("dt: 0.1", "dt:\t0.1")]
    [InlineData("dt: 0.1", "dt: 0.1\t")]
    [InlineData("dt: 0.1", "dt : 0.1")]
    [InlineData("[2, 3]", "[2,\t3]")]
    [InlineData("[2, 3]", "[\n        2,\n        3\n      ]")]
    [InlineData("\n", "\r\n")]
    [InlineData("\n", "\r")]
    [InlineData("  - name: A\n    plugin: mvar\n    lag: 3", "- name: A\n  plugin: mvar\n  lag: 3")]
    [InlineData("demo", "\"demo\" # it's a \"comment\" [with: {brackets")]
    [InlineData("seed: 1", "seed: 1\n# \u00a0 a comment\n")]
    public void WhatYamlAllows_IsNoMistake(string old, string replacement) =>
        Assert.Equal("demo", Sample.Bind(Sample.With(old, replacement)).Name);

    [Fact]
    public void AMegabyteOnOneLine_IsDiagnosedAtOnce() =>
        Assert.Contains("is not closed", Assert.Single(Sample.Errors("a: [" + new string('\'', 1_000_000))));

    [Fact]
    public void Utf16_IsNamed()
    {
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Sample.Block)];
        var e = Assert.Throws<ConfigurationException>(() => ConfigurationDocument.Parse(bytes, "f.yaml"));
        Assert.Equal("f.yaml:1:1: expected UTF-8 text, found UTF-16; save the file as UTF-8", e.Message);
    }

    [Theory]
    [InlineData(
        "nx: 8", "hidden_units: 8",
        "17:3: density.hidden_units: unknown key; 'hidden_units' belongs to plugin lstm (in models) "
        + "(keys here, with plugin 'kde':")]
    [InlineData(
        "lag: 3", "hidden_units: 8",
        "21:5: models[0].hidden_units: unknown key; 'hidden_units' belongs to plugin lstm (in models) "
        + "(keys here, with plugin 'mvar':")]
    [InlineData(
        "dt: 0.1", "eta: 0.3",
        "5:3: simulator.eta: unknown key; 'eta' belongs to noise of plugin vicsek-morse (in simulator) (keys here,")]
    [InlineData(
        "dt: 0.1", "lx: 10",
        "5:3: simulator.lx: unknown key; 'lx' belongs to domain of plugin vicsek-morse (in simulator) (keys here,")]
    [InlineData(
        "dt: 0.1", "subsample: 3",
        "5:3: simulator.subsample: unknown key; 'subsample' belongs to reduction (keys here,")]
    [InlineData("seed: 1", "modes: 3", "2:1: modes: unknown key; 'modes' belongs to reduction (keys here:")]
    [InlineData(
        "seed: 1", "noise: {eta: 1}",
        "2:1: noise: unknown key; 'noise' belongs to plugin vicsek-morse (in simulator) (keys here:")]
    [InlineData(
        "seed: 1", "reduction: {seed: 1}",
        "2:13: reduction.seed: unknown key; 'seed' belongs to the top level of the file (keys here:")]
    [InlineData(
        "seed: 1", "duration: 2", "2:1: duration: unknown key; 'duration' belongs to train or test (keys here:")]
    [InlineData(
        "radius: [2, 3]", "variance: 2",
        "10:7: train.initial_conditions[0].variance: unknown key; "
        + "'variance' belongs to family gaussian (in train.initial_conditions)")]
    [InlineData(
        "lag: 3", "num_layers: 2",
        "21:5: models[0].num_layers: unknown key; 'num_layers' is a word of the predecessor's files, here it is "
        + "models.LSTM.layers (keys here,")]
    public void AKeyInTheWrongSection_IsToldWhereItBelongs(string old, string replacement, string expected) =>
        Assert.StartsWith("f.yaml:" + expected, Sample.Errors(Sample.With(old, replacement))[0]);
}
