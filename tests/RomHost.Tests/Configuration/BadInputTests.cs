using System.Text;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Tests.Configuration;

public class BadInputTests
{
    public static TheoryData<string, string, string> SingleErrors => new()
    {
        {
            "lag: 3",
            "lagg: 3",
            "f.yaml:21:5: models[0].lagg: unknown key; did you mean 'lag'? (keys here, with plugin " +
            "'mvar': name, plugin, enabled, isolation, time_limit, channels, lag, ridge_alpha, stability, "
            + "stability_threshold)"
        },
        {
            "duration: 4",
            "duration: 4\n  replicas: 1",
            "f.yaml:13:3: test.replicas: expected 0 or at least 2 replicas, found 1: one has no variance, by which "
            + "the ceiling is corrected"
        },
        {
            "duration: 4",
            "duration: 4\n  replicas: 1001",
            "f.yaml:13:13: test.replicas: expected a value from 0 to 1000, found 1001"
        },
        {
            "duration: 2",
            "duration: 2\n  replicas: 2",
            "f.yaml:8:3: train.replicas: unknown key; 'replicas' belongs to test (keys here: duration, "
            + "initial_conditions)"
        },
        { "lag: 3", "lag: three", "f.yaml:21:10: models[0].lag: expected an integer, found 'three'" },
        { "lag: 3", "lag: 0", "f.yaml:21:10: models[0].lag: expected a value from 1 to 1000, found 0" },
        {
            "lag: 3",
            "lag: 010",
            "f.yaml:21:10: models[0].lag: expected an integer, found '010'; another reader would take it " +
            "for the octal number 8, write 10"
        },
        {
            "lag: 3",
            "lag: 1:30",
            "f.yaml:21:10: models[0].lag: expected an integer, found '1:30'; another reader would take " +
            "it for 90 (base 60), write the number"
        },
        {
            "lag: 3",
            "lag: 1_000",
            "f.yaml:21:10: models[0].lag: expected an integer, found '1_000'; another reader would take " +
            "it for 1000, write that"
        },
        {
            "lag: 3",
            "lag: 0x10",
            "f.yaml:21:10: models[0].lag: expected an integer, found '0x10'; another reader would take " +
            "it for 16, write that"
        },
        { "lag: 3", "lag: 3.0", "f.yaml:21:10: models[0].lag: expected an integer, found '3.0'; write 3" },
        {
            "lag: 3",
            "lag: 99999999999",
            "f.yaml:21:10: models[0].lag: expected an integer, found '99999999999'; it is too large"
        },
        {
            "lag: 3",
            "lag: '3'",
            "f.yaml:21:10: models[0].lag: expected an integer, found '3'; it is text because of its " +
            "quotes, remove them"
        },
        { "lag: 3", "lag: ~", "f.yaml:21:10: models[0].lag: expected an integer, found nothing" },
        { "lag: 3", "lag: [3]", "f.yaml:21:10: models[0].lag: expected an integer, found a list" },
        {
            "lag: 3",
            "enabled: yes",
            "f.yaml:21:14: models[0].enabled: expected true or false, found 'yes'; some readers take it " +
            "for true, write true"
        },
        {
            "lag: 3",
            "ridge_alpha: .nan",
            "f.yaml:21:18: models[0].ridge_alpha: expected a number, found '.nan'; only finite numbers " +
            "are accepted"
        },
        {
            "lag: 3",
            "ridge_alpha: -.inf",
            "f.yaml:21:18: models[0].ridge_alpha: expected a number, found '-.inf'; only finite numbers " +
            "are accepted"
        },
        { "lag: 3", "ridge_alpha: -1", "f.yaml:21:18: models[0].ridge_alpha: expected a value at least 0, found -1" },
        {
            "lag: 3",
            "ridge_alpha: 0,5",
            "f.yaml:21:18: models[0].ridge_alpha: expected a number, found '0,5'; write 0.5"
        },
        {
            "lag: 3",
            "ridge_alpha: 1e400",
            "f.yaml:21:18: models[0].ridge_alpha: expected a number, found '1e400'; it is too large"
        },
        {
            "lag: 3",
            "stability: scaled",
            "f.yaml:21:16: models[0].stability: expected one of none, scale, project, found 'scaled'; " +
            "did you mean 'scale'?"
        },
        {
            "plugin: mvar",
            "plugin: mvr",
            "f.yaml:20:13: models[0].plugin: there is no ROM model 'mvr'; did you mean 'mvar'? (loaded: " +
            "lstm, mvar, sink)"
        },
        {
            "plugin: mvar",
            "plugin: kde",
            "f.yaml:20:13: models[0].plugin: there is no ROM model 'kde'; 'kde' is a density estimator " +
            "(loaded: lstm, mvar, sink)"
        },
        {
            "name: A",
            "name: ../A",
            "f.yaml:19:5: models[0].name: expected a name of letters, digits, '_' and '-', beginning " +
            "with a letter or digit, found '../A'; it becomes the name of the model's folder"
        },
        {
            "name: A",
            "name: Train",
            "f.yaml:19:5: models[0].name: 'Train' is a folder of every experiment; choose another name"
        },
        {
            "name: A",
            "name: NUL",
            "f.yaml:19:5: models[0].name: 'NUL' is no folder on some systems; choose another name"
        },
        {
            "experiment_name: demo",
            "experiment_name: ../../etc",
            "f.yaml:1:1: experiment_name: expected a name of letters, digits, '_', '-' and '.', " +
            "beginning with a letter, digit or '_', found '../../etc'; it becomes a folder inside the " +
            "output folder, choose that with --output"
        },
        {
            "experiment_name: demo",
            "experiment_name: '..'",
            "f.yaml:1:1: experiment_name: expected a name of letters, digits, '_', '-' and '.', " +
            "beginning with a letter, digit or '_', found '..'; it becomes a folder inside the output " +
            "folder, choose that with --output"
        },
        {
            "experiment_name: demo\n",
            "",
            "f.yaml:1:1: experiment_name: this key is required; add 'experiment_name: ' with text"
        },
        { "seed: 1", "seed: -1", "f.yaml:2:7: seed: expected an integer of at least 0, found '-1'" },
        { "  duration: 2\n", "", "f.yaml:7:3: train.duration: this key is required; add 'duration: ' with a number" },
        { "duration: 2", "duration: 0", "f.yaml:7:13: train.duration: expected a value above 0, found 0" },
        {
            "radius: [2, 3]",
            "radius: [2, -3, -3]",
            "f.yaml:10:19: train.initial_conditions[0].radius[1]: expected a value at least 0, found " +
            "-3|f.yaml:10:23: train.initial_conditions[0].radius[2]: expected a value at least 0, found " +
            "-3"
        },
        {
            "radius: [2, 3]",
            "radius: []",
            "f.yaml:10:15: train.initial_conditions[0].radius: expected a value or a list of values, " +
            "found an empty list"
        },
        {
            "radius: [2, 3]",
            "width: [0.1, 5, 6]",
            "f.yaml:10:7: train.initial_conditions[0].width: expected a width of at most the radius"
        },
        {
            "radius: [2, 3]",
            "radius: 2\n      samples: 0",
            "f.yaml:11:16: train.initial_conditions[0].samples: expected a value from 1 to 100000, found " +
            "0"
        },
        {
            "family: ring",
            "family: rings",
            "f.yaml:9:15: train.initial_conditions[0].family: there is no family of initial conditions " +
            "'rings'; did you mean 'ring'? (there are: uniform, gaussian, ring, two_clusters)"
        },
        { "dt: 0.1", "dt: 5", "f.yaml:5:3: simulator.dt: expected speed * dt of at most radius / 2; use a smaller dt" },
        { "dt: 0.1", "forces: {ca: 0, cr: 0}", "f.yaml:5:12: simulator.forces.ca: expected a force that is not zero" },
        { "dt: 0.1", "domain: 5", "f.yaml:5:11: simulator.domain: expected a mapping (key: value), found '5'" },
        { "dt: 0.1", "domain: {lx: 0}", "f.yaml:5:16: simulator.domain.lx: expected a value above 0, found 0" },
        {
            "dt: 0.1",
            "domain: {lz: 1}",
            "f.yaml:5:12: simulator.domain.lz: unknown key; did you mean 'lx'? (keys here: lx, ly, " +
            "boundary)"
        },
        {
            "nx: 8",
            "every: 2",
            "f.yaml:17:3: density.every: expected a divisor of reduction.subsample (1), found 2: else " +
            "frames that the reduction needs are missing"
        },
        {
            "seed: 1",
            "evaluations: {}",
            "f.yaml:2:1: evaluations: unknown key; did you mean 'evaluation'? (keys here: experiment_name, seed, "
            + "simulator, train, test, density, reduction, models, selection, isolation, time_limit, "
            + "benchmark, evaluation, output)"
        },
        {
            "seed: 1",
            "reduction: {transform: log, transform_epsilon: 0}",
            "f.yaml:2:29: reduction.transform_epsilon: expected a value above 0 with the transform " +
            "'log', found 0: an empty cell has no logarithm"
        },
        {
            "lag: 3",
            "lag: 3\n  - {name: a, plugin: mvar}",
            "f.yaml:22:6: models[1].name: the name 'a' is taken by a model above (letter case does not " +
            "count); each needs a folder of its own"
        },
        {
            "    lag: 3",
            "    lag: 3\n    lag: 4",
            "f.yaml:22:5: models[0].lag: this key is there already, on line 21; keep one of them"
        },
        {
            "lag: 3",
            "lag: !!int 3",
            "f.yaml:21:10: models[0].lag: found the tag 'tag:yaml.org,2002:int'; tags are not accepted, " +
            "write the value alone"
        },
        {
            "lag: 3",
            "<<: {lag: 3}",
            "f.yaml:21:5: models[0]: merge keys ('<<') are not accepted; write the keys out, or give the " +
            "whole mapping by an alias"
        },
        { "lag: 3", "lag: *none", "f.yaml:21:10: models[0].lag: the alias '*none' has no finished anchor before it" },
        {
            "lag: 3",
            "? [a]\n    : 3",
            "f.yaml:21:7: models[0]: expected a key of plain text, found a list, a mapping or an alias"
        },
        {
            "lag: 3",
            "lag: 3\n---\na: 1",
            "f.yaml:22:1: expected one document, found a second one; remove the '---' and what follows"
        },
        {
            "lag: 3",
            "\"l\\e[31mag\": 3",
            "f.yaml:21:5: models[0].l\\u001b[31mag: unknown key (keys here, with plugin 'mvar': name, " +
            "plugin, enabled, isolation, time_limit, channels, lag, ridge_alpha, stability, stability_threshold)"
        },
    };

    [Theory]
    [MemberData(nameof(SingleErrors))]
    public void AnError_SaysWhereWhatAndTheCure(string old, string replacement, string expected) =>
        Assert.Equal(expected.Split('|'), Sample.Errors(Sample.With(old, replacement)));

    [Fact]
    public void AllErrors_AreFoundAtOnce_InTheOrderOfTheFile()
    {
        string text = Sample.Block
            .Replace("dt: 0.1", "dtt: 0.1").Replace("nx: 8", "nx: eight").Replace("lag: 3", "lag: -3");
        Assert.Equal(
            [5, 17, 21],
            Assert.Throws<ConfigurationException>(() => Sample.Bind(text)).Errors.Select(error => error.Location.Line));
    }

    [Theory]
    [InlineData("", "f.yaml:1:1: expected a mapping (key: value lines), found an empty file")]
    [InlineData("# only a comment\n", "f.yaml:1:1: expected a mapping (key: value lines), found an empty file")]
    [InlineData("- a\n- b\n", "f.yaml:1:1: expected a mapping (key: value lines), found a list")]
    [InlineData("just text\n", "f.yaml:1:1: expected a mapping (key: value lines), found 'just text'")]
    [InlineData("a: 1\nb: \0\n", "f.yaml:2:4: expected text, found the control character U+0000; is this a YAML file?")]
    public void AFileThatIsNoMapping_IsRefused(string text, string expected) =>
        Assert.Equal([expected], Sample.Errors(text));

    [Fact]
    public void BytesThatAreNoUtf8_AreLocated()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("a: é\nbc: "), 0xff, 0xfe];
        var e = Assert.Throws<ConfigurationException>(() => ConfigurationDocument.Parse(bytes, "f.yaml"));
        Assert.Equal("f.yaml:2:5: expected UTF-8 text, found other bytes; save the file as UTF-8", e.Message);
    }

    [Fact]
    public void AByteOrderMark_IsAccepted() =>
        Assert.Equal("demo", Sample.Bind("\ufeff" + Sample.Block).Name);

    [Fact]
    public void AMappingThatTheParserEndsTooEarly_IsRefused() =>
        Assert.Equal(
            ["f.yaml:2:1: [0].: expected a value here; check the line"],
            Sample.Errors("- : !!int \n,sim---?%YAML 1.2"));

    [Fact]
    public void AMissingFile_AFolder_AndALargeFile_AreNamed()
    {
        string folder = Path.GetTempPath();
        Assert.Contains("there is no such file", Error(Path.Combine(folder, "there-is-no-such-file.yaml")));
        Assert.Contains("this is a folder", Error(folder));
        string large = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(large, new byte[(1 << 20) + 1]);
            Assert.Contains("at most 1048576 bytes", Error(large));
        }
        finally
        {
            File.Delete(large);
        }

        static string Error(string path) =>
            Assert.Throws<ConfigurationException>(() => ConfigurationDocument.Read(path)).Message;
    }

    [Fact]
    public void AnAliasBomb_IsRefused()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++)
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        string error = Assert.Single(Sample.Errors(text.ToString()));
        Assert.Contains("more than 100000 values once aliases are written out", error);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    public void ADeepTree_IsRefused(string open) => Assert.Contains(
        "nested deeper than 64 levels",
        Assert.Single(Sample.Errors("a: " + string.Concat(Enumerable.Repeat(open, 20_000)))));

    [Fact]
    public void AnAliasInsideItsOwnAnchor_IsRefused() =>
        Assert.Contains("no finished anchor", Assert.Single(Sample.Errors("a: &a [*a]\n")));

    [Fact]
    public void TooManyCombinations_AreRefusedBeforeTheyAreMade()
    {
        string list = $"[{string.Join(", ", Enumerable.Range(1, 400))}]";
        string text = Sample.With("radius: [2, 3]", $"radius: {list}\n      width: {list}");
        Assert.Equal(
            [
                "f.yaml:9:7: train.initial_conditions[0]: expected at most 100000 combinations, found 160000; " +
                "shorten the lists",
            ],
            Sample.Errors(text));
    }

    [Fact]
    public void TooManyCombinationsOfAllEntries_AreRefusedBeforeTheyAreMade()
    {
        string list = $"[{string.Join(", ", Enumerable.Range(1, 300))}]";
        string entry = $"    - {{family: ring, radius: {list}, width: {list}}}\n";
        string text = Sample.With("    - family: ring\n      radius: [2, 3]\n", entry + entry + entry);
        Assert.Contains(
            Sample.Errors(text),
            error => error.EndsWith(
                "train.initial_conditions[2]: expected at most 200000 combinations in all entries together, found " +
                "270000 by here; shorten the lists",
                StringComparison.Ordinal));
    }

    [Fact]
    public void TooManyRuns_AreRefused() => Assert.Equal(
        [
            "f.yaml:8:3: train.initial_conditions: expected at most 100000 runs, found 200000; " +
            "lower samples or shorten the lists",
        ],
        Sample.Errors(Sample.With("radius: [2, 3]", "radius: [2, 3]\n      samples: 100000")));
}
