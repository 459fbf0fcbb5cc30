using RomHost.Tests.Configuration;
using RomHost.Tests.Configuration.Fakes;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

public class SelectionCheckTests
{
    // Line 11 is that of the radii, line 21 that of the option.
    private static string With(string radii, string selection) =>
        Sample.With("lag: 3", "lag: {choose: [3, 2]}").Replace("radius: [2, 3]", $"radius: {radii}") + selection;

    [Theory]
    [InlineData(
        "2", "", "f.yaml:21:5: models[0].lag: expected at least 2 training runs to choose between candidates, found 1")]
    [InlineData(
        "[2, 3, 4]", "",
        "f.yaml:21:5: models[0].lag: expected at most as many folds as training runs, 3, found 5; "
        + "set selection.folds to 3")]
    [InlineData(
        "[2, 3, 4]", "\nselection: {folds: 4}",
        "f.yaml:22:13: selection.folds: expected at most as many folds as training runs, 3, found 4")]
    [InlineData(
        "[2, 3, 4]", "\nselection: {folds: 3, budget: 5}",
        "f.yaml:22:23: selection.budget: expected at most 5 trainings to choose between candidates (selection.budget), "
        + "found 2 candidates × 3 folds = 6; list fewer candidates")]
    public void TooFewRunsOrTrainings_AreRefusedAtTheirPlace(string radii, string selection, string expected)
    {
        string error = Assert.Single(Sample.ErrorsOf(() => Validate(With(radii, selection))));
        Assert.StartsWith(expected, error);
    }

    [Fact]
    public void EveryCandidate_IsAskedForItsWindow()
    {
        var findings = Validate(With("[2, 3, 4]", "\nselection: {folds: 3}"));
        Assert.Equal(3, findings.Lags["A"]);
        Assert.Equal(3, findings.LongestLag);
    }

    private static Findings Validate(string text) =>
        new ExperimentValidator(_ => FakePlugins.Services).Validate(Sample.Bind(text));
}
