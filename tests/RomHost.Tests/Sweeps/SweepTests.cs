using System.Text;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;
using RomHost.Sweeps;

namespace RomHost.Tests.Sweeps;

public sealed class SweepTests
{
    private const string Base = """
        experiment_name: study
        seed: 1
        models:
          - {name: MVAR, plugin: mvar, lag: 5}
          - {name: LSTM, plugin: lstm, lag: 5}

        """;

    [Fact]
    public void Experiments_AreAllCombinations_TheLastKeyChangesFastest()
    {
        var sweep = Read(Base, "models.MVAR.lag=1,3", "seed=0..2");
        Assert.Equal(
            [
                "study_lag-1_seed-0", "study_lag-1_seed-1", "study_lag-1_seed-2", "study_lag-3_seed-0",
                "study_lag-3_seed-1", "study_lag-3_seed-2",
            ],
            Names(sweep));
        var last = sweep.Experiments().Last().Document.Root;
        Assert.Equal("2", last.TextOf("seed"));
        Assert.Equal("study_lag-3_seed-2", last.TextOf("experiment_name"));
        var models = (SequenceNode)last.Find("models")!.Value;
        Assert.Equal(["3", "5"], models.Items.Select(model => ((MappingNode)model).TextOf("lag")));
    }

    [Fact]
    public void Section_SaysWhatTheCommandLineSays()
    {
        const string section = """
            sweep:
              grid:
                models.MVAR.lag: [1, 3]
                seed: 0..2
            """;
        var fromFile = Read(Base + section);
        Assert.Equal(Names(Read(Base, "models.MVAR.lag=1,3", "seed=0..2")), Names(fromFile));
        Assert.Null(fromFile.Experiments().First().Document.Sweep);
    }

    [Fact]
    public void CommandLine_ReplacesTheSectionsValuesOfTheSameKey() =>
        Assert.Equal(["study_seed-7", "study_seed-8"], Names(Read(Base + "sweep: {grid: {seed: 0..2}}", "seed=7,8")));

    [Fact]
    public void ListsThatGoTogether_AreOneAxis_WithALabel()
    {
        const string section = """
            sweep:
              grid: {seed: [1, 2]}
              together:
                - name: [gas, crystal]
                  simulator.speed: [3, 2]
                  simulator.noise.eta: [1.5, 0.1]
            """;
        var sweep = Read(Base + section);
        Assert.Equal(
            ["study_seed-1_gas", "study_seed-1_crystal", "study_seed-2_gas", "study_seed-2_crystal"], Names(sweep));
        var crystal = (MappingNode)sweep.Experiments().ElementAt(1).Document.Root.Find("simulator")!.Value;
        Assert.Equal("2", crystal.TextOf("speed"));
        Assert.Equal("0.1", ((MappingNode)crystal.Find("noise")!.Value).TextOf("eta"));
    }

    [Fact]
    public void Excluded_AreCombinationsWhoseValuesAllMatch_HoweverTheyAreWritten()
    {
        const string section = """
            sweep:
              grid:
                models.MVAR.ridge_alpha: [1e-2, 1]
                seed: 0..3
              exclude:
                - {models.MVAR.ridge_alpha: 0.01, seed: [1, 2, 3]}
            """;
        Assert.Equal(
            [
                "study_ridge-alpha-1e-2_seed-0", "study_ridge-alpha-1_seed-0", "study_ridge-alpha-1_seed-1",
                "study_ridge-alpha-1_seed-2", "study_ridge-alpha-1_seed-3",
            ],
            Names(Read(Base + section)));
    }

    [Fact]
    public void Excluded_AreLabelsOfAnyGroup_AsTheyAreWritten()
    {
        const string section = """
            sweep:
              together:
                - {name: [gas, crystal], simulator.speed: [3, 2]}
                - {name: [1.0, 2.0], density.nx: [8, 16]}
              exclude:
                - {name: 2.0}
            """;
        Assert.Equal(["study_gas_1.0", "study_crystal_1.0"], Names(Read(Base + section)));
    }

    [Fact]
    public void Excluded_MayBeValuesThatTheCommandLineReplaced()
    {
        const string section = """
            sweep:
              grid: {models.MVAR.lag: [1, 3]}
              together:
                - {name: [small, large], seed: [1, 2]}
              exclude:
                - {models.MVAR.lag: 3, seed: 1}
                - {name: large, models.MVAR.lag: 1}
            """;
        Assert.Equal(["study_lag-1_small", "study_lag-3_large"], Names(Read(Base + section)));
        Assert.Equal(
            ["study_lag-3_large", "study_lag-7_small", "study_lag-7_large"],
            Names(Read(Base + section, "models.MVAR.lag=3,7")));
        Assert.Equal(4, Names(Read(Base + section, "seed=5,6")).Length);
        Assert.Contains(
            "expected a value that models.MVAR.lag has in the sweep, found '9'",
            Refusal(Base + section.Replace("lag: 3", "lag: 9"), "models.MVAR.lag=3,7"), StringComparison.Ordinal);
    }

    [Fact]
    public void Count_IsThatOfTheExperiments()
    {
        const string section = "sweep: {grid: {seed: 0..2, density.nx: [8, 16]}, exclude: [{seed: 1, density.nx: 8}]}";
        Assert.Equal(5, Read(Base + section).Count);
    }

    [Fact]
    public void Names_TellKeysOfTheSameEndApart_AndLeaveOutWhatDoesNotDiffer() => Assert.Equal(
        ["study_MVAR.lag-1_LSTM.lag-2", "study_MVAR.lag-1_LSTM.lag-3"],
        Names(Read(Base, "models.MVAR.lag=1,4", "models.LSTM.lag=2,3", "seed=9")).Take(2));

    [Fact]
    public void Names_AreFoldersOfTheirOwn_EvenWhereTheirTextsCollideOrAreLong()
    {
        string longValue = new('x', 120);
        var sweep = Read(Base, $"simulator.program=[a b],[a/b],[A-b],{longValue}1,{longValue}2");
        string[] names = Names(sweep);
        Assert.Equal(5, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Null(SafeName.ProblemOfExperiment(name)));
        Assert.Equal(names, Names(sweep));
    }

    [Fact]
    public void ValuesThatAreLists_AreOneValueEach()
    {
        var sweep = Read(Base, "train.initial_conditions.0.x=[1, 2],[3]");
        Assert.Equal(["study_x-1-2", "study_x-3"], sweep.Experiments().Select(one => one.Name));
    }

    [Theory]
    [InlineData("seed=5..3", "expected a range from a smaller to a larger whole number")]
    [InlineData("seed=0..99999999", "of at most 100000")]
    [InlineData("seed=1,2,1.0", "expected each value once, found '1.0' again")]
    [InlineData("seed", "expected key=value")]
    [InlineData("seed=[1", "--set seed")]
    public void WrongValuesOnTheCommandLine_AreRefused(string assignment, string message) =>
        Assert.Contains(message, Refusal(Base, assignment), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "sweep: {gird: {seed: [1, 2]}}",
        "study.yaml:6:9: sweep.gird: expected the keys grid, together, exclude, found 'gird'; did you mean 'grid'?")]
    [InlineData("sweep: 3", "expected the keys grid, together or exclude, found '3'")]
    [InlineData("sweep: {grid: [1]}", "expected keys with lists of values, found a list")]
    [InlineData("sweep: {grid: {seed: []}}", "expected 1 to 100000 values, found 0")]
    [InlineData("sweep: {together: [{seed: [1, 2], density.nx: [8]}]}", "found seed of 2, density.nx of 1")]
    [InlineData("sweep: {together: [{name: [a, b]}]}", "expected a key of the experiment beside name")]
    [InlineData("sweep: {together: {seed: [1]}}", "expected a list of mappings")]
    [InlineData("sweep: {grid: {seed: [1, 2]}, together: [{seed: [1, 2]}]}", "found 'seed' 2 times")]
    [InlineData("sweep: {grid: {seed: [1, 2]}, exclude: [{sead: 1}]}", "did you mean 'seed'?")]
    [InlineData("sweep: {grid: {seed: [1, 2]}, exclude: [{seed: 3}]}", "expected a value that seed has in the sweep")]
    [InlineData("sweep: {grid: {seed: [1, 2]}, exclude: [{}]}", "expected a key of the sweep with a value")]
    [InlineData("sweep: {grid: {seed: 0..99999, density.nx: 0..99}}", "expected at most 1000000 combinations")]
    [InlineData("sweep: {grid: {seed: [1, 2]}, exclude: [{seed: [1, 2]}]}", "found that all are: remove an")]
    [InlineData("sweep: {grid: {experiment_name: [a, b]}}", "expected keys that tell experiments apart")]
    [InlineData("sweep: {}", "expected values that differ, found none")]
    [InlineData("sweep:", "expected values that differ, found none")]
    public void WrongSections_AreRefusedWithTheirPlace(string section, string message) =>
        Assert.Contains(message, Refusal(Base + section), StringComparison.Ordinal);

    [Fact]
    public void SweepWithoutAName_IsRefused() =>
        Assert.Contains("expected experiment_name", Refusal("{simulator: {}}", "seed=1,2"), StringComparison.Ordinal);

    private static Sweep Read(string text, params string[] assignments) => Sweep.Read(
        ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(text), "study.yaml"), assignments, name: null);

    private static string Refusal(string text, params string[] assignments) =>
        Assert.Throws<ConfigurationException>(() => Read(text, assignments)).Message;

    [Fact]
    public void AProcess_TakesExperimentsUntilOneThatNeedsAProcessOfItsOwn_OrIsRefused()
    {
        string[] names = ["a", "b", "timed", "timed too", "c", "refused", "d"];
        string[] From(int first) => SweepProcess.TakenTogether(
            names, first, name => name.StartsWith("timed", StringComparison.Ordinal), name => name != "refused");
        Assert.Equal(["a", "b"], From(0));
        Assert.Equal(["timed"], From(2));
        Assert.Equal(["timed too"], From(3));
        Assert.Equal(["c"], From(4));
        Assert.Equal(["d"], From(6));
        string[] many = [.. Enumerable.Range(0, SweepProcess.Most + 1).Select(k => $"{k}")];
        Assert.Equal(many[..^1], SweepProcess.TakenTogether(many, 0, _ => false, _ => true));
    }

    private static string[] Names(Sweep sweep) => [.. sweep.Experiments().Select(experiment => experiment.Name)];
}
