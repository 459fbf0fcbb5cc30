using Rom.Numerics.RandomNumbers;
using RomHost.Evaluation.Ensembles;
using RomHost.Evaluation.Skill;
using RomHost.Models;

namespace RomHost.Tests.Evaluation.Skill;

/// <summary>Ensembles whose CRPS is known, beside those of training states, whose CRPS is about 1.</summary>
/// <param name="runs">The number of test runs.</param>
/// <param name="quantity">The quantity that is scored.</param>
internal sealed class PlantedEnsembles(int runs, string quantity = Quantity.LabDensity)
{
    private readonly List<(string Name, IReadOnlyList<EnsembleFacts?> Runs)> models = [];
    private readonly double[] ofRuns = Values(1, 0.2, new RandomStream(5), runs);

    /// <summary>Adds a model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="crps">Its CRPS in units of that of training states.</param>
    /// <param name="late">The same up to the lead 7; null for the same.</param>
    /// <param name="scatter">By how much it differs from run to run.</param>
    public PlantedEnsembles Add(string name, double crps, double? late = null, double scatter = 0.02)
    {
        double[] own = Values(crps, scatter, new RandomStream((ulong)(100 + models.Count)), runs);
        models.Add((name, [.. ofRuns.Zip(own, (shared, value) =>
            Facts(shared * value, shared * (late is { } other ? value - crps + other : value)))]));
        return this;
    }

    /// <summary>Adds a model whose ensembles all diverged.</summary>
    /// <param name="name">Its name.</param>
    public PlantedEnsembles AddDiverged(string name)
    {
        models.Add((name, [.. ofRuns.Select(_ => EnsembleFacts.Overflow("innovations", 50, 20))]));
        return this;
    }

    /// <summary>Analyses them.</summary>
    public EnsembleAnalysis? Analyse() => EnsembleAnalysis.Of(
        [.. Enumerable.Range(0, runs).Select(run => run % 2 == 0 ? "ring" : "uniform")], models,
        [.. ofRuns.Select(value => Facts(value, value))], margin: 0.02, seed: 1);

    private static double[] Values(double mean, double scatter, RandomStream random, int runs) =>
        [.. Enumerable.Range(0, runs).Select(_ => mean + scatter * (random.NextDouble() - 0.5))];

    private EnsembleFacts Facts(double crps, double late)
    {
        double[] Scores(double value) =>
            [.. EnsembleScore.All.Select(score => score == EnsembleScore.Crps ? value : double.NaN)];
        return new(ModelStatus.Ok, null, null, "innovations", 50, 0,
        [
            new QuantityScores(
                quantity, new LeadScores(0, 9, false, Scores(crps)),
                [new LeadScores(1, 2, false, Scores(crps)), new LeadScores(7, 8, true, Scores(late))], []),
        ]);
    }
}
