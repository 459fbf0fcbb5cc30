using Rom.Numerics.RandomNumbers;
using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Evaluation.Skill;

namespace RomHost.Tests.Evaluation.Skill;

/// <summary>Forecast methods whose scores are known: a part that all share on a run, and one of their own.</summary>
internal sealed class PlantedMethods(int runs)
{
    private readonly RandomStream random = new(17);
    private readonly List<ForecastMethod> methods = [];
    private double[]? ofRuns;

    /// <summary>The family of each run: two, of the same size.</summary>
    public string[] Families => [.. Enumerable.Range(0, runs).Select(run => run % 2 == 0 ? "ring" : "uniform")];

    /// <summary>Adds a method.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    /// <param name="r2">Its mean R².</param>
    /// <param name="scatter">By how much its R² differs from run to run, besides what all share.</param>
    /// <param name="lab">Its R² in the lab frame.</param>
    /// <param name="held">The same with the last known shift; null where the shift is not forecast.</param>
    public PlantedMethods Add(
        MethodKind kind, string name, double r2, double scatter = 0.01, double lab = -1, double? held = null)
    {
        ofRuns ??= [.. Enumerable.Range(0, runs).Select(_ => 0.05 * (random.NextDouble() - 0.5))];
        methods.Add(new ForecastMethod(kind, name, name, [.. ofRuns.Select(shared =>
        {
            double own = r2 + shared + scatter * (random.NextDouble() - 0.5);
            var scores = new ForecastScores(
                held is { } known ? new Dictionary<Score, double> { [Score.R2LabHeld] = known } : null)
            {
                [Score.R2] = own,
                [Score.Rmse] = 2 * Math.Sqrt(1 - own), // the truth's standard deviation is 2
                [Score.R2Lab] = lab,
            };
            return new ScoredForecast(
                scores,
                [
                    new(new Lead(1, 10, false), own, scores[Score.Rmse])
                    {
                        LabR2 = held is null ? double.NaN : lab,
                    },
                    new(new Lead(7, 70, true), own, 1),
                ]);
        })]));
        return this;
    }

    /// <summary>Adds the four references.</summary>
    /// <param name="climatology">R² of the better climatology.</param>
    public PlantedMethods AddReferences(double climatology) => this
        .Add(MethodKind.Reference, Reference.Climatology.Name, climatology - 0.1, lab: -0.4)
        .Add(MethodKind.Reference, Reference.ClimatologyDensity.Name, climatology, lab: -0.1)
        .Add(MethodKind.Reference, Reference.Persistence.Name, climatology - 0.3)
        .Add(MethodKind.Reference, Reference.NearestNeighbour.Name, climatology - 0.05);

    /// <summary>Analyses them.</summary>
    public SkillAnalysis Analyse() => SkillAnalysis.Of(Families, methods, margin: 0.02, seed: 1);
}
