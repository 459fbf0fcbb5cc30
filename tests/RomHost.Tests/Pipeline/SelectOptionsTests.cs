using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Selection;
using RomHost.Tests.Pipeline.Plugins;

namespace RomHost.Tests.Pipeline;

/// <summary>The choice between candidates on planted latent data: each state is 0.9 times the one before it.</summary>
public sealed class SelectOptionsTests : IDisposable
{
    private const int Runs = 6, Frames = 7;
    private const double Truth = 0.9;

    private readonly List<SmallExperiment> experiments = [];

    [Theory]
    [InlineData("r2_latent", 1)]
    [InlineData("rmse_latent", 0)]
    public void ThePlantedValue_IsChosenAmongDecoys(string score, double perfect)
    {
        var experiment = Planted("factor: {choose: [0.2, 1, 0.9, 0.85]}", $"selection.score={score}");
        var selection = Select(experiment);
        Assert.Equal("0.9", Assert.Single(selection.Chosen!).Value);
        Assert.Equal(perfect, selection.Mean, 1e-12);
        Assert.Equal((Runs, 4, score), (selection.Runs, selection.Candidates, selection.Score));
        var chosen = ChosenOptions.In(experiment.Context()).Experiment;
        Assert.Equal(Truth, ((FactorOptions)chosen.Models[0].Options).Factor);
        string[] table = File.ReadAllLines(experiment.Folder.Selection("F"));
        Assert.Equal("factor,score,score_mean,score_standard_error,score_runs,status,chosen,reason", table[0]);
        Assert.Equal(["0.2", "1", "0.9", "0.85"], table.Skip(1).Select(row => row.Split(',')[0]));
        Assert.Equal(["no", "no", "yes", "no"], table.Skip(1).Select(row => row.Split(',')[6]));
    }

    [Fact]
    public void ThePlantedPenalty_IsChosenAmongDecoys()
    {
        // A ridge regression is best with the penalty σ²/τ², σ the noise and τ the spread of the true coefficients.
        const double Noise = 0.3, Spread = 0.1;
        const int R = 6, Lag = 4;
        var experiment = new SmallExperiment([
            $"models=[{{name: F, plugin: mvar, lag: {Lag}, ridge_alpha: {{choose: [9e4, 900, 9, 0.09, 0]}}}}]",
            "test.duration=12", "selection.folds=4", "train.initial_conditions.0.samples=16"]);
        experiments.Add(experiment);
        var random = new RandomStream(1);
        double[] truth = [.. Enumerable.Range(0, R * R * Lag).Select(_ => Spread * random.NextGaussian())];
        Directory.CreateDirectory(experiment.Folder.RomCommon);
        LatentDatasetFile.Write(
            experiment.Folder.LatentDataset,
            new LatentDataset(R, 1, Enumerable.Range(0, 16).Select(_ => Autoregression(truth, R, Lag, 12, random))), 1,
            compress: false);
        var selection = Select(experiment, longestLag: Lag);
        Assert.Equal("9", Assert.Single(selection.Chosen!).Value);
        Assert.Equal("ridge_alpha 9", selection.Best);

        static double[] Autoregression(double[] truth, int r, int lag, int frames, RandomStream random)
        {
            var y = new double[frames * r];
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = (i < lag * r ? 1 : Noise) * random.NextGaussian();
                if (i < lag * r) continue;
                int first = (i / r - lag) * r;
                for (int j = 0; j < lag * r; j++) y[i] += truth[i % r * lag * r + j] * y[first + j];
            }
            return y;
        }
    }

    [Fact]
    public void TheSimplestWithinOneStandardError_IsChosen()
    {
        // Every run has its own factor, so that scores differ between runs by more than between the candidates.
        var experiment = Planted("factor: {choose: [0.85, 0.9]}", factorOf: run => 0.6 + (0.1 * run));
        var selection = Select(experiment);
        Assert.Equal("0.85", Assert.Single(selection.Chosen!).Value);
    }

    [Fact]
    public void Results_KeepTheirBytes_ForAnyNumberOfThreads()
    {
        string[] Made(int threads)
        {
            var experiment = Planted("factor: {choose: [0.5, 0.9, 1]}, window: {choose: [1, 2]}");
            Select(experiment, threads);
            return
            [
                File.ReadAllText(experiment.Folder.Selection("F")),
                .. experiment.Folder.CandidateRecords("F").Order(StringComparer.Ordinal)
                    .Select(path => ArtifactRecord.Read(path)!.Facts.ToJsonString()),
            ];
        }

        string[] one = Made(1);
        Assert.Equal(1 + 6, one.Length);
        Assert.Equal(one, Made(2));
        Assert.Equal(one, Made(7));
    }

    [Fact]
    public void AStoppedChoice_GoesOnWithTheCandidatesThatHaveNoRecord()
    {
        var experiment = Planted("factor: {choose: [0.5, 0.9, 1, 0.8]}");
        Select(experiment);
        string[] records = [.. experiment.Folder.CandidateRecords("F")];
        string table = File.ReadAllText(experiment.Folder.Selection("F"));
        Assert.Equal(4, records.Length);
        File.Delete(records[1]);
        File.Delete(records[3]);
        var kept = (File.GetLastWriteTimeUtc(records[0]), File.GetLastWriteTimeUtc(records[2]));
        Select(experiment);
        Assert.Contains("candidates of F: 2 of 4 kept", experiment.Said, StringComparison.Ordinal);
        Assert.Contains("candidates of F: 2 of 4 made, missing", experiment.Said, StringComparison.Ordinal);
        Assert.Equal(kept, (File.GetLastWriteTimeUtc(records[0]), File.GetLastWriteTimeUtc(records[2])));
        Assert.Equal(table, File.ReadAllText(experiment.Folder.Selection("F")));
    }

    [Fact]
    public void AnotherCandidate_IsTriedAlone_AndOneThatIsGoneLeavesNoRecord()
    {
        var experiment = Planted("factor: {choose: [0.5, 0.8]}");
        Select(experiment);
        experiment.Configure(Overrides("factor: {choose: [0.9, 0.8]}"));
        var selection = Select(experiment);
        Assert.Equal("0.9", Assert.Single(selection.Chosen!).Value);
        Assert.Contains("candidates of F: 1 of 2 kept", experiment.Said, StringComparison.Ordinal);
        Assert.Equal(2, experiment.Folder.CandidateRecords("F").Count);
    }

    [Theory]
    [InlineData("explodes_after: {choose: [20, null]}, factor: 0.9", "rejected", "leaves 5 times")]
    [InlineData("throws: {choose: [no device, null]}, factor: 0.9", "failed", "no device")]
    [InlineData("throws: {choose: [diverged, null]}, factor: 0.9", "diverged", "it left the finite numbers")]
    public void ACandidateThatCannotBeUsed_CostsItselfOnly(string options, string status, string reason)
    {
        // Explosions come after the 7 frames of the training runs: the score of the held-out runs is perfect.
        var experiment = Planted(options);
        Assert.Equal("null", Assert.Single(Select(experiment).Chosen!).Value);
        string row = File.ReadAllLines(experiment.Folder.Selection("F"))[1];
        Assert.Contains($",{status},no,", row, StringComparison.Ordinal);
        Assert.Contains(reason, row, StringComparison.Ordinal);
        if (status == "rejected") Assert.Contains("r2_latent,1,", row, StringComparison.Ordinal);
    }

    [Fact]
    public void WithinTheTests_AnExplosionBeyondThemIsNotSeen()
    {
        var experiment = Planted("explodes_after: {choose: [20, null]}, factor: 0.9", "test.duration=18");
        Assert.Equal("20", Assert.Single(Select(experiment).Chosen!).Value);
    }

    [Fact]
    public void WhereNoCandidateCanBeUsed_TheModelFailsByName_AndOthersGoOn()
    {
        var experiment = Planted("throws: {choose: [diverged, no device]}", ", {name: HOLD, plugin: hold}");
        Assert.Null(Select(experiment).Chosen);
        var context = ChosenOptions.In(experiment.Context());
        new TrainModels(ModelRuntimes.ThisProcess).Run(context);
        var facts = TrainingFacts.FromJson(ArtifactRecord.Read(experiment.Folder.ModelRecord("F"))!.Facts);
        Assert.Equal(ModelStatus.Failed, facts.Status);
        Assert.Equal(
            "none of its 2 candidates can be used; the first, throws diverged: diverged: it left the finite numbers; "
            + "remove the cause, or give other candidates (selection.csv in the model's folder has the reason of each)",
            facts.Message);
        var other = TrainingFacts.FromJson(ArtifactRecord.Read(experiment.Folder.ModelRecord("HOLD"))!.Facts);
        Assert.Equal(ModelStatus.Ok, other.Status);
    }

    [Fact]
    public void HeldOutRunsThatAreConstant_HaveNoScore_AndTheModelFailsByName()
    {
        var experiment = Planted("factor: {choose: [1, 0.9]}");
        Write(experiment, Enumerable.Range(0, Runs).Select(_ => Enumerable.Repeat(3.0, 2 * Frames).ToArray()));
        var selection = Select(experiment);
        Assert.Null(selection.Chosen);
        Assert.Equal(
            "none of its 2 candidates can be used; the first, factor 1: failed: expected a score of one held-out run "
            + "at least, found none: all 6 runs have constant latent states, of which no R² exists; set "
            + "selection.score: rmse_latent, or train on runs that change; remove the cause, or give other candidates "
            + "(selection.csv in the model's folder has the reason of each)", selection.Message);
    }

    [Theory]
    [InlineData("throws: diverged, factor: {choose: [0.9, 0.8]}", "give candidates whose training stays finite, such")]
    [InlineData(
        "explodes_after: {choose: [8, 9]}, factor: 0.9",
        "give candidates whose forecasts grow less, such as a larger penalty or a shorter window, shorten "
        + "test.duration, or raise selection.stability_margin")]
    public void WhereAllFailInTheSameWay_TheRemedyIsForThat(string options, string remedy) =>
        Assert.Contains(remedy, Select(Planted(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void RunsWithoutAFrameAfterTheLongestWindow_AreCounted_WithTheRemedy()
    {
        var experiment = Planted("factor: {choose: [1, 0.9]}");
        Write(experiment, Enumerable.Range(0, Runs).Select(run =>
            Enumerable.Range(0, run == 0 ? 8 : 4).Select(t => run == 0 ? 1.0 : t).ToArray()));
        Assert.Contains(
            "5 of 6 runs have no frame after the longest window, 2 frames, the others constant latent states, of which "
            + "no R² exists; lengthen train.duration, or give candidates with a shorter window; set selection.score:",
            Select(experiment).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RunsOfUnequalLength_AreForecastAsLongAsEachLasts_AndTheShortestOnlyTrained()
    {
        var experiment = Planted("factor: {choose: [0.5, 0.9]}");
        Write(experiment, new[] { 2, 3, 9, 4, 7, 30 }.Select(frames => Enumerable.Range(0, frames)
            .SelectMany(t => new[] { Math.Pow(Truth, t), 2 * Math.Pow(Truth, t) }).ToArray()));
        var selection = Select(experiment);
        Assert.Equal("0.9", Assert.Single(selection.Chosen!).Value);
        Assert.Equal((1.0, 5), (selection.Mean, selection.Runs)); // the first run is no longer than the window
    }

    [Fact]
    public void ATraining_DependsOnTheChosenOptions_NotOnTheOtherCandidates()
    {
        var experiment = Planted("factor: {choose: [0.5, 0.9]}");
        Artifact Training() => TrainModels.ArtifactOf(
            ChosenOptions.In(experiment.Context()), ChosenOptions.In(experiment.Context()).Experiment.Models[0]);
        Select(experiment);
        var first = Training();
        Assert.Equal("0.9", first.Inputs["models.F.factor"]);
        experiment.Configure(Overrides("factor: {choose: [0.9, 0.1]}"));
        Select(experiment);
        Assert.Equal(first.Fingerprint, Training().Fingerprint);
        experiment.Configure(Overrides("factor: 0.9"));
        Select(experiment, isChosen: false);
        Assert.Equal(first.Fingerprint, Training().Fingerprint);
        Assert.False(File.Exists(experiment.Folder.Selection("F")));
        Assert.Empty(experiment.Folder.CandidateRecords("F"));
    }

    public void Dispose() => experiments.ForEach(experiment => experiment.Dispose());

    private SmallExperiment Planted(string options, string more = "", Func<int, double>? factorOf = null)
    {
        bool isModel = more.StartsWith(',');
        var experiment = new SmallExperiment(
            [.. Overrides(options, isModel ? more : ""), .. isModel || more.Length == 0 ? [] : new[] { more }]);
        experiments.Add(experiment);
        var runs = Enumerable.Range(0, Runs).Select(run => Enumerable.Range(0, Frames)
            .SelectMany(t => new[] { 1.0 + run, -2.0 }
                .Select(first => first * Math.Pow(factorOf?.Invoke(run) ?? Truth, t))).ToArray());
        Write(experiment, runs);
        return experiment;
    }

    private static void Write(SmallExperiment experiment, IEnumerable<double[]> runs)
    {
        Directory.CreateDirectory(experiment.Folder.RomCommon);
        LatentDatasetFile.Write(experiment.Folder.LatentDataset, new LatentDataset(2, 1, runs), 1, compress: false);
    }

    private static string[] Overrides(string options, string more = "") =>
    [
        $"models=[{{name: F, plugin: factor, {options}}}{more}]", "test.duration=60", "selection.folds=3",
        $"train.initial_conditions.0.samples={Runs}",
    ];

    private static SelectionFacts Select(
        SmallExperiment experiment, int threads = 2, bool isChosen = true, int longestLag = 2)
    {
        new SelectOptions(ModelRuntimes.ThisProcess)
            .Run(experiment.Context(threads) with { Lags = new Dictionary<string, int> { ["F"] = longestLag } });
        return isChosen ? SelectionFacts.Read(experiment.Folder, "F")! : null!;
    }
}
