using System.Text;
using Rom.Forecasting.Lifting;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

public class OverrideTests
{
    [Theory]
    [InlineData("models.A.lag=7")]
    [InlineData("models.0.lag=7")]
    [InlineData("models[0].lag=7")]
    public void AnItem_IsFoundByNameAndByNumber(string assignment) =>
        Assert.Equal(7, ((FakeMvarOptions)Sample.Bind(Sample.Block, assignment).Models[0].Options).Lag);

    [Fact]
    public void Values_AreYaml_AndMissingMappingsAreMade()
    {
        Experiment experiment = Sample.Bind(
            Sample.Block,
            "train.initial_conditions.0.radius=[4, 5]",
            "benchmark.trials=9",
            "evaluation={mass: simplex}",
            "reduction.modes=");
        Assert.Equal(["ring_radius4_s1", "ring_radius5_s1"], experiment.TrainRuns.Select(run => run.Label));
        Assert.Equal(9, experiment.Options.Benchmark.Trials);
        Assert.Equal(MassCorrection.Simplex, experiment.Options.Evaluation.Mass);
        Assert.Null(experiment.Options.Reduction.Modes);
    }

    [Fact]
    public void ManyOverrides_AreBoundedLikeAFile()
    {
        Assert.Equal(1000, ConfigurationOverride.ParseAll([.. Enumerable.Repeat("seed=1", 1000)]).Count);
        Assert.Equal(
            ["--set: expected at most 1000 times --set, found 1001; write them into the configuration"],
            Sample.ErrorsOf(() => ConfigurationOverride.ParseAll([.. Enumerable.Repeat("seed=1", 1001)])));
        Assert.Equal(
            ["--set: expected at most 1048576 characters behind all --set together, found 1120008; "
                + "write them into the configuration"],
            Sample.ErrorsOf(() =>
                ConfigurationOverride.ParseAll([.. Enumerable.Repeat("seed=" + new string('1', 139_996), 8)])));
    }

    [Theory]
    [InlineData(
        "60,000 values", "a={b: &b [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1], c: [ALIASES]}", 2000)]
    [InlineData("12,000,000 characters", "a=b: &b \"TEXT\"\nc: [ALIASES]", 12_000)]
    public void WhatAliasesOfSeveralOverridesStandFor_CountsTogether(string each, string assignment, int aliases)
    {
        assignment = assignment.Replace("TEXT", new string('x', 1000), StringComparison.Ordinal)
            .Replace("ALIASES", string.Join(',', Enumerable.Repeat("*b", aliases)), StringComparison.Ordinal);
        Assert.Single(ConfigurationOverride.ParseAll([assignment]));
        string error = Assert.Single(Sample.ErrorsOf(() => ConfigurationOverride.ParseAll([assignment, assignment])));
        Assert.True(
            error.EndsWith(
                "found more once aliases are written out; write them into the configuration", StringComparison.Ordinal),
                each);
    }

    [Fact]
    public void ALongKey_IsRefused()
    {
        string error = Assert.Single(Sample.Errors(Sample.Block, $"models.A.{new string('k', 1025)}=1"));
        Assert.Contains("expected a path such as models.LSTM.hidden_units", error);
        Assert.InRange(error.Length, 1, 300);
    }

    [Fact]
    public void TheLastOfSeveral_Wins() => Assert.Equal(3u, Sample.Bind(Sample.Block, "seed=2", "seed=3").Options.Seed);

    [Fact]
    public void TextOfAnOption_IsNotReadAsYaml()
    {
        ConfigurationDocument document = ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(Sample.Block), "f.yaml")
            .With([ConfigurationOverride.OfText("--experiment_name", "experiment_name", "a: b")]);
        var e = Assert.Throws<ConfigurationException>(() => new ExperimentBinder(FakePlugins.All).Bind(document));
        Assert.StartsWith("--experiment_name: experiment_name: expected a name of letters", e.Message);
    }

    [Theory]
    [InlineData(
        "models.A.lagg=7",
        "--set models.A.lagg: models[0].lagg: unknown key; did you mean 'lag'? (keys here, with plugin " +
        "'mvar': name, plugin, enabled, isolation, time_limit, channels, lag, ridge_alpha, stability, "
        + "stability_threshold)")]
    [InlineData("models.A.lag=x", "--set models.A.lag: models[0].lag: expected an integer, found 'x'")]
    [InlineData(
        "models.B.lag=7",
        "--set models.B.lag: models: this list has no item 'B'; did you mean 'A'? (its items are A)")]
    [InlineData(
        "train.initial_conditions.5.radius=1",
        "--set train.initial_conditions.5.radius: train.initial_conditions: this list has no item '5' " +
        "(its items are 0 to 0)")]
    [InlineData("seed.x=1", "--set seed.x: seed: expected a mapping to set 'x' in, found '1'")]
    [InlineData("seed", "--set: expected key=value, found 'seed'; for example --set seed=1")]
    [InlineData("=1", "--set: expected key=value, found '=1'; for example --set seed=1")]
    [InlineData("a..b=1", "--set a..b: expected a path such as models.LSTM.hidden_units, found 'a..b'")]
    public void AnErrorInAnOverride_NamesTheOption(string assignment, string expected) =>
        Assert.Equal([expected], Sample.Errors(Sample.Block, assignment));

    [Fact]
    public void AValueThatIsNoYaml_IsAnErrorOfTheOption() => Assert.StartsWith(
        "--set seed:", Assert.Single(Sample.Errors(Sample.Block, "seed=[1")));
}
