using Rom.Abstractions;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using Rom.Numerics.RandomNumbers;
using RomHost.Configuration.Sections;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class ForecastVarianceTests : IDisposable
{
    private const int Nx = 6, Ny = 4, Cells = Nx * Ny, Modes = 9, Runs = 40;

    private static readonly Grid Grid = new(new Domain(6, 4, Boundary.Periodic), Nx, Ny);

    private readonly string folder = Directory.CreateTempSubdirectory("romhost-variance-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ErrorsAreAveragedInBlocksThatDouble_AndBeyondTheRunOverItsLastQuarter()
    {
        // Of one coordinate and another that does not count: the error of step k is k + 1, beyond the end 100.
        const int Steps = 9;
        var errors = new ForecastErrors(1, Steps);
        double[] truth = [.. Enumerable.Range(0, Steps).SelectMany(k => new[] { 10.0 * k, double.NaN })];
        double[] Forecast(double sign) =>
        [
            .. Enumerable.Range(0, Steps + 2).SelectMany(k => new[]
            {
                k < Steps ? (10.0 * k) + (sign * (k + 1)) : (10.0 * (k - 2)) + (sign * 100), double.NaN,
            }),
        ];
        errors.Add(truth, Forecast(1), 2);
        errors.Add(truth, Forecast(-1), 2);
        var mean = errors.Mean();
        Assert.Equal([1, 3, 7, 9], mean.LastSteps);
        double[] expected = [1, (4 + 9) / 2.0, (16 + 25 + 36 + 49) / 4.0, (64 + 81) / 2.0, 10_000];
        Assert.Equal(expected, mean.Covariances);
    }

    [Fact]
    public void ARunOfOneStep_IsComparedBeyondItsEndToo()
    {
        var errors = new ForecastErrors(2, 1);
        errors.Add([1, 2], [2, 4, 3, 2], 2);
        var mean = errors.Mean();
        Assert.Equal([1], mean.LastSteps);
        Assert.Equal([1, 2, 2, 4, 4, 0, 0, 0], mean.Covariances);
    }

    [Fact]
    public void TheFile_KeepsEverything_AndADamagedOneIsNamed()
    {
        string path = Path.Combine(folder, "forecast_variance.npz");
        var written = new ForecastVariance(2, [1, 3], [1, 2, 2, 5, 1, 0, 0, 1, 2, 0, 0, 2]);
        written.Write(path, compress: false);
        var read = ForecastVariance.Read(path, 2);
        Assert.Equal(written.LastSteps, read.LastSteps);
        Assert.Equal(written.Covariances, read.Covariances);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ForecastVariance.Read(path, 3)).Message,
            StringComparison.Ordinal);
        foreach (var bad in new[]
        {
            new ForecastVariance(2, [3, 3], written.Covariances),
            new ForecastVariance(2, [0, 3], written.Covariances),
            new ForecastVariance(2, [1, 3], [.. written.Covariances[..11], double.NaN]),
        })
        {
            bad.Write(path, compress: false);
            Assert.Throws<InvalidDataException>(() => ForecastVariance.Read(path, 2));
        }
    }

    [Theory]
    [InlineData(DensityTransform.Sqrt)]
    [InlineData(DensityTransform.Log)]
    public void AForecastOfClimatology_HasClimatologysDensity(DensityTransform transform)
    {
        var (reducer, states, climatology) = Training(transform);
        // Of a model that always forecasts the mean state, the errors are the states about it.
        var errors = new ForecastErrors(Modes, 1);
        for (int run = 0; run < Runs; run++)
            errors.Add(states.State(run, 0), [.. climatology.Latent, .. climatology.Latent], Modes);
        var lift = new DensityLift(
            reducer, new EvaluationOptions().Constraint, new float[Cells],
            new LiftedVariance(errors.Mean(), states, climatology, reducer));
        double[] density = new double[Cells], alone = new double[Cells];
        foreach (int step in new[] { 0, 1, 1000 })
        {
            lift.Lift(climatology.Latent, step, density);
            for (int c = 0; c < Cells; c++) Assert.Equal(climatology.Density[c], density[c], 1e-10);
        }
        new DensityLift(reducer, new EvaluationOptions().Constraint, new float[Cells])
            .Lift(climatology.Latent, 0, alone);
        Assert.True(alone.Zip(climatology.Density).All(pair => pair.First < pair.Second));
    }

    [Fact]
    public void ErrorsAboveTheWholeVariance_AddNoMoreThanThat_AndNoErrorsWhatTheModesLeaveOut()
    {
        var (reducer, states, climatology) = Training(DensityTransform.Sqrt);
        double[] Variance(double error) =>
            new LiftedVariance(
                new ForecastVariance(Modes, [1], [.. Identity(error), .. Identity(error)]), states, climatology,
                reducer).At(0).ToArray();
        double[] total = new double[Cells];
        reducer.VarianceOf(climatology.Latent, climatology.Density, total);
        Assert.Equal(total, Variance(1e30));
        double[] least = Variance(0);
        // The modes are the first cells: of the others all variance is left out.
        for (int c = 0; c < Cells; c++) Assert.Equal(c < Modes ? 0 : total[c], least[c], 1e-12);
        double[] Identity(double value) =>
            [.. Enumerable.Range(0, Modes * Modes).Select(i => i / Modes == i % Modes ? value : 0)];
    }

    [Fact]
    public void WithALinearTransform_NothingIsAdded()
    {
        var (reducer, states, climatology) = Training(DensityTransform.Raw);
        var errors = new ForecastErrors(Modes, 1);
        errors.Add(states.State(0, 0), new double[2 * Modes], Modes);
        var variance = new LiftedVariance(errors.Mean(), states, climatology, reducer);
        double[] with = new double[Cells], without = new double[Cells];
        double[] state = [.. states.State(3, 0)];
        new DensityLift(reducer, new EvaluationOptions().Constraint, new float[Cells], variance).Lift(state, 0, with);
        new DensityLift(reducer, new EvaluationOptions().Constraint, new float[Cells]).Lift(state, 0, without);
        Assert.Equal(without, with);
    }

    // Runs of one frame, and modes that are single cells, so that every mean is a plain one.
    private static (Reducer Reducer, LatentDataset States, Climatology Means) Training(DensityTransform transform)
    {
        var random = new RandomStream(7);
        var snapshots = new SnapshotOperator(Grid, FieldTransform.Of(transform, 1e-6), reference: null);
        float[][] densities =
        [
            .. Enumerable.Range(0, Runs)
                .Select(_ => Enumerable.Range(0, Cells).Select(_ => 1 + (float)random.NextDouble()).ToArray()),
        ];
        var (mean, modes) = (new double[Cells], new double[Modes * Cells]);
        var (scratch, snapshot) = (new float[Cells], new double[Cells]);
        foreach (float[] one in densities)
        {
            snapshots.ToSnapshot(one, default, scratch, snapshot);
            for (int c = 0; c < Cells; c++) mean[c] += snapshot[c] / Runs;
        }
        for (int k = 0; k < Modes; k++) modes[(k * Cells) + k] = 1;
        var reducer = new Reducer(snapshots, new PodBasis(mean, modes));
        double[][] states = [.. densities.Select(one => reducer.Latent(one, [default]))];
        double[] density = [.. Enumerable.Range(0, Cells).Select(c => densities.Average(one => (double)one[c]))];
        if (transform == DensityTransform.Log)
        {
            // The mean that normal fields of this variance would have: the one of these fields is close to it only.
            for (int c = 0; c < Cells; c++)
            {
                double variance = densities.Average(one => Math.Pow(Math.Log(one[c] + 1e-6) - mean[c], 2));
                density[c] = Math.Exp(mean[c] + (variance / 2)) - 1e-6;
            }
        }
        return (
            reducer, new LatentDataset(Modes, 1, states), new Climatology(new double[Modes], density, density, Runs));
    }
}
