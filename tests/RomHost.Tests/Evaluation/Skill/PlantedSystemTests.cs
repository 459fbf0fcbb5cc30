using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.RandomNumbers;
using RomHost.Configuration.Sections;
using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Evaluation.Skill;

namespace RomHost.Tests.Evaluation.Skill;

/// <summary>
/// A linear stochastic system of which everything is known: every cell follows x' = m + a (x − m) + noise, from its
/// stationary distribution with variance v. k steps on, the error of the mean m is v, that of the exact conditional
/// mean v (1 − a²ᵏ), and that of the last known state 2 v (1 − aᵏ), each squared and in expectation.
/// </summary>
public sealed class PlantedSystemTests
{
    private const int Ny = 6, Nx = 8, Cells = Ny * Nx, Frames = 31, Runs = 60, Replicas = 8;
    private const double Persistence = 0.97, Level = 10;

    private static readonly Grid Grid = new(new Domain(Nx, Ny, Boundary.Periodic), Nx, Ny);

    private readonly RandomStream random = new(23);

    [Fact]
    public void TheConditionalMean_HasSkillOne_TheClimatologyNone_AndPersistenceWhatFollowsFromTheEquations()
    {
        var snapshots = new SnapshotOperator(Grid, FieldTransform.Of(DensityTransform.Raw, 0), reference: null);
        var reducer = new Reducer(snapshots, Identity());
        var options = new EvaluationOptions();
        var references = new ReferenceForecasts(
            new LatentDataset(Cells, 1, [.. Enumerable.Range(0, 20).Select(_ => States(Run(Initial())))]),
            new Climatology(Constant(), Constant(), Constant(), 1));
        var (exact, ceiling) = (new List<ScoredForecast?>(), new List<ScoredForecast?>());
        var found = Reference.All.ToDictionary(reference => reference, _ => new List<ScoredForecast?>());
        for (int run = 0; run < Runs; run++)
        {
            double[] initial = Initial();
            var movie = Run(initial);
            var sums = new ReplicaSums(snapshots, movie);
            for (int k = 0; k < Replicas; k++) sums.Add(Run(initial));
            var table = sums.Table();
            var truth = new RunReference(
                reducer, options, reducer.Reduce(movie), 1, TestContext.Current.CancellationToken);
            var leads = Lead.Of(movie.Times, 1, 0);
            var result = new ForecastEvaluation(reducer, options, truth, leads, null)
                .Evaluate(new ConditionalMean(), null, null, TestContext.Current.CancellationToken);
            exact.Add(new ScoredForecast(result.Scores, result.Leads));
            ErrorCurve Curve(Ceiling one) => new(truth.Pod, Cells, one.SquaredErrors);
            ceiling.Add(ReferenceEvaluation.Score(
                truth, Curve(Ceiling.Aligned(table, 1)), Curve(Ceiling.Lab(table, 1)), null, leads,
                ShiftForecast.None));
            var nearest = references.NearestTo(truth.Run, 1, 1);
            var curves = ReferenceEvaluation.Compare(
                truth, references.Of(truth, reducer, options, nearest), TestContext.Current.CancellationToken);
            foreach (var (reference, (aligned, lab)) in curves)
                found[reference].Add(ReferenceEvaluation.Score(truth, aligned, lab, null, leads, ShiftForecast.None));
        }
        var analysis = SkillAnalysis.Of(
            [.. Enumerable.Repeat("planted", Runs)],
            [
                new(MethodKind.Model, "exact", "exact", exact),
                .. found.Select(one => new ForecastMethod(
                    MethodKind.Reference, one.Key.Name, one.Key.Title, one.Value)),
                new(MethodKind.Ceiling, "ceiling", "ceiling", ceiling),
            ],
            margin: 0.02, seed: 1);

        Check(analysis, "exact", 1);
        Check(analysis, Reference.Climatology.Name, 0);
        int[] steps = [.. Enumerable.Range(1, Frames - 1)];
        Check(
            analysis, Reference.Persistence.Name,
            steps.Sum(k => 1 - 2 * (1 - Math.Pow(Persistence, k))) / steps.Sum(k => Math.Pow(Persistence, 2 * k)));
        Assert.Equal(["exact"], SkillVerdict.Of(analysis).Best);
    }

    // Twice the interval, since R² divides by the scatter of each run: the ratio of means is not quite that of errors.
    private static void Check(SkillAnalysis analysis, string method, double expected)
    {
        var skill = analysis.Methods.First(one => one.Method.Name == method).Skills[Score.R2];
        double width = skill.High!.Value - skill.Low!.Value;
        Assert.InRange(width, 0, 0.6); // it says something
        Assert.InRange(skill.Value!.Value, expected - width - 1e-9, expected + width + 1e-9);
    }

    private static PodBasis Identity()
    {
        var modes = new double[Cells * Cells];
        for (int k = 0; k < Cells; k++) modes[k * Cells + k] = 1;
        return new PodBasis(new double[Cells], modes);
    }

    private static double[] Constant() => [.. Enumerable.Repeat(Level, Cells)];

    private static double[] States(DensityMovie movie) =>
        [.. movie.Values.ToArray().Select(value => (double)value)];

    private double[] Initial() => [.. Enumerable.Range(0, Cells).Select(_ => Level + random.NextGaussian())];

    private DensityMovie Run(double[] initial)
    {
        var values = new float[Frames * Cells];
        double[] state = [.. initial];
        double noise = Math.Sqrt(1 - Persistence * Persistence); // the variance stays 1
        for (int t = 0; t < Frames; t++)
        {
            for (int i = 0; i < Cells; i++)
            {
                if (t > 0) state[i] = Level + Persistence * (state[i] - Level) + noise * random.NextGaussian();
                values[t * Cells + i] = (float)state[i];
            }
        }
        return new DensityMovie(Grid, [.. Enumerable.Range(0, Frames).Select(t => (double)t)], values);
    }

    private sealed class ConditionalMean : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => Cells;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            for (int k = 0; k < steps; k++)
            {
                for (int i = 0; i < Cells; i++)
                    forecast[k * Cells + i] = Level + Math.Pow(Persistence, k + 1) * (window[i] - Level);
            }
        }

        public void Save(string directory) => throw new NotSupportedException();
    }
}
