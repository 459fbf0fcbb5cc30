using RomHost.Configuration;
using RomHost.Configuration.Binding;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

/// <summary>Options that are given as candidates.</summary>
public class CandidateTests
{
    [Fact]
    public void Lists_MultiplyOut_TheFirstListedVaryingSlowest()
    {
        var grid = GridOf(Sample.With("lag: 3", "ridge_alpha: {choose: [1, 1e-2]}\n    lag: {choose: [5, 3]}"));
        Assert.Equal(
            ["ridge_alpha 1, lag 5", "ridge_alpha 1, lag 3", "ridge_alpha 0.01, lag 5", "ridge_alpha 0.01, lag 3"],
            grid.Candidates.Select(candidate => candidate.Name));
        Assert.Equal(
            [(1.0, 5), (1.0, 3), (0.01, 5), (0.01, 3)],
            grid.Candidates.Select(candidate => (FakeMvarOptions)candidate.Options)
                .Select(options => (options.RidgeAlpha, options.Lag)));
    }

    [Fact]
    public void ListsRecordsAndTexts_MayBeCandidates()
    {
        var grid = GridOf(Sample.Block + "\n  - {name: K, plugin: sink, must: m, sizes: {choose: [[1], [2, 3]]}, "
            + "maybe_count: {choose: [~, 4]}, extra: {nx: {choose: [8, 16]}}}", 1);
        Assert.Equal(8, grid.Candidates.Count);
        Assert.Equal("sizes [1], maybe_count null, extra.nx 8", grid.Candidates[0].Name);
        var last = (FakeKitchenSinkOptions)grid.Candidates[^1].Options;
        Assert.Equal([2, 3], last.Sizes);
        Assert.Equal((4, 16), (last.MaybeCount, last.Extra!.Nx));
    }

    [Fact]
    public void AnOptionOfTheCommandLine_MayHaveCandidates()
    {
        Experiment experiment = Sample.Bind(Sample.Block, "models.A.ridge_alpha={choose: [1, 0.1]}");
        Assert.Equal(2, experiment.Models[0].Candidates!.Candidates.Count);
        Assert.Throws<InvalidOperationException>(() => experiment.Models[0].Options);
    }

    [Fact]
    public void AChosenCandidate_IsAnOptionAsAnyOther()
    {
        Experiment open = Sample.Bind(Sample.With("lag: 3", "lag: {choose: [3, 7]}"));
        Experiment chosen = open.With(open.Models[0], open.Models[0].Candidates!.Candidates[1]);
        Experiment given = Sample.Bind(Sample.With("lag: 3", "lag: 7"));
        Assert.Equal(ConfigurationFlattener.Flatten(given), ConfigurationFlattener.Flatten(chosen));
        Assert.Equal(given.Models[0].Options, chosen.Models[0].Options);
        Assert.Equal("[3, 7]", ConfigurationFlattener.Flatten(chosen.Given)["models.A.lag.choose"]);
        // As where one option of the document is changed and it is bound again.
        Experiment bound = new ExperimentBinder(FakePlugins.All).Bind(chosen.Document);
        Assert.Equal(7, ((FakeMvarOptions)bound.Models[0].Options).Lag);
    }

    [Fact]
    public void TheResolvedFile_HasTheCandidates()
    {
        Experiment open = Sample.Bind(Sample.With("lag: 3", "lag: {choose: [3, 7]}"));
        string text = ConfigurationWriter.WriteResolved(open);
        Assert.Contains("choose: [3, 7]", text);
        Assert.Equal(
            ConfigurationFlattener.Flatten(open), ConfigurationFlattener.Flatten(Sample.Bind(text)));
    }

    [Theory]
    [InlineData("lag: {choose: []}", "21:19", "lag.choose: expected at least one candidate, found an empty list")]
    [InlineData("lag: {choose: 5}", "21:19", "lag.choose: expected a list of candidates, found '5'; write [ ] around")]
    [InlineData("lag: {choose: [3, x]}", "21:23", "lag.choose[1]: expected an integer, found 'x'")]
    [InlineData("lag: {choose: [3, 0]}", "21:23", "lag.choose[1]: expected a value from 1 to 1000, found 0")]
    [InlineData("lag: {choose: [3, 5, 3]}", "21:26", "lag.choose[2]: expected different candidates, found 3 twice")]
    [InlineData("ridge_alpha: {choose: [1, 1.0]}", "21:31", "ridge_alpha.choose[1]: expected different candidates")]
    [InlineData(
        "lag: {choose: [3, {choose: [5]}]}", "21:23",
        "lag.choose[1]: expected an integer, found a mapping; candidates (choose) are for a model's own options, and "
        + "not within candidates")]
    [InlineData("lag: {choose: [3], of: 1}", "21:24", "lag.of: expected the key choose alone")]
    public void AListThatIsWrong_IsAnErrorAtItsPlace(string option, string place, string message)
    {
        string error = Assert.Single(Sample.Errors(Sample.With("lag: 3", option)));
        Assert.StartsWith($"f.yaml:{place}: models[0].{message}", error);
    }

    [Theory]
    [InlineData("dt: 0.1", "dt: {choose: [0.1, 0.2]}", "simulator.dt: expected a number, found a mapping; candidates")]
    [InlineData("name: A", "name: {choose: [A, B]}", "models[0].name: expected text, found a mapping; candidates")]
    public void OtherOptions_HaveNoCandidates(string old, string replacement, string message) =>
        Assert.Contains(message, Assert.Single(Sample.Errors(Sample.With(old, replacement))));

    [Fact]
    public void AWrongKeyBesideCandidates_IsReportedOnce() => Assert.Single(
        Sample.Errors(Sample.With("lag: 3", "lag: {choose: [1, 2, 3, 4]}\n    ridge_alpha: much")));

    [Fact]
    public void TooManyCombinations_AreRefused()
    {
        string many = string.Join(", ", Enumerable.Range(1, 32));
        string error = Assert.Single(Sample.Errors(Sample.With(
            "lag: 3", $"lag: {{choose: [{many}]}}\n    ridge_alpha: {{choose: [{many}]}}")));
        Assert.Contains(
            "models[0].ridge_alpha: expected at most 1000 combinations of candidates for a model, found 1024; shorten",
            error);
    }

    private static CandidateGrid GridOf(string text, int model = 0) => Sample.Bind(text).Models[model].Candidates!;
}
