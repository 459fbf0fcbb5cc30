using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Reduction;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Ensembles;

public sealed class ProjectionErrorsTests
{
    private const int Nx = 6, Ny = 4, Cells = Nx * Ny, Frames = 10, Modes = 3;

    private static readonly Grid Grid = new(new Domain(6, 4, Boundary.Periodic), Nx, Ny);

    [Theory]
    [InlineData(DensityTransform.Raw)]
    [InlineData(DensityTransform.Sqrt)]
    [InlineData(DensityTransform.Log)]
    public void AStateWithItsProjectionError_IsLiftedToItsDensity(DensityTransform transform)
    {
        var reducer = ReducerOf(transform);
        var run = reducer.ReduceAlone(Movie());
        var errors = ProjectionErrors.Of(reducer, run, start: 2, stride: 1);
        Assert.Equal((Frames - 2) * Cells, errors.Length);
        var densities = new double[Cells];
        for (int k = 0; k < Frames - 2; k++)
        {
            reducer.LiftToDensities(run.State(2 + k), 1, [errors.At(k)], meanDensity: 1, densities);
            var density = run.Density.Frame(2 + k);
            // Single precision and half a step, times the slope of x, x² or eˣ, none of which is above 1 + density.
            double tolerance = 1e-5 + errors.At(k).Step / 2;
            for (int c = 0; c < Cells; c++) Assert.Equal(density[c], densities[c], tolerance * (1 + density[c]));
            reducer.LiftToDensities(run.State(2 + k), 1, [], meanDensity: 1, densities);
            Assert.Contains(
                Enumerable.Range(0, Cells), c => Math.Abs(run.Density.Frame(2 + k)[c] - densities[c]) > 0.01);
        }
    }

    /// <summary>Eight steps, of which the last two are the last quarter.</summary>
    [Fact]
    public void AfterItsRun_ItGoesOnAsInTheLastQuarter_AndBetweenKeptStepsAsAtTheOneBefore()
    {
        var reducer = ReducerOf(DensityTransform.Sqrt);
        var run = reducer.ReduceAlone(Movie());
        ProjectionErrors all = ProjectionErrors.Of(reducer, run, 2, stride: 1),
            third = ProjectionErrors.Of(reducer, run, 2, stride: 3);
        Assert.Equal([6, 7, 6, 7], Enumerable.Range(8, 4).Select(step => ErrorPaths.KnownStep(step, 8)));
        for (int step = 8; step < 12; step++)
            Assert.Equal(all.At(step - 2), all.At(step));
        Assert.Equal(3 * Cells, third.Length); // steps 0, 3 and 6
        for (int step = 0; step < 8; step++)
            Assert.Equal(all.At(step / 3 * 3).Values.Span, third.At(step).Values.Span);
    }

    private static Reducer ReducerOf(DensityTransform transform)
    {
        var random = new RandomStream(5);
        var modes = new double[Modes * Cells];
        // Orthonormal: cosines along x.
        for (int k = 0; k < Modes; k++)
        {
            for (int c = 0; c < Cells; c++)
                modes[k * Cells + c] = Math.Cos(Math.PI * (k + 1) * (c % Nx + 0.5) / Nx) * Math.Sqrt(2.0 / Cells);
        }
        double[] mean = [.. Enumerable.Range(0, Cells).Select(_ => random.NextDouble())];
        return new Reducer(
            new SnapshotOperator(Grid, FieldTransform.Of(transform, 1e-6), reference: null), new PodBasis(mean, modes));
    }

    // Some cells are empty.
    private static DensityMovie Movie()
    {
        var random = new RandomStream(3);
        float[] values =
        [
            .. Enumerable.Range(0, Frames * Cells).Select(_ => (float)Math.Max(0, 2 * random.NextDouble() - 0.5)),
        ];
        return new DensityMovie(Grid, [.. Enumerable.Range(0, Frames).Select(t => 0.5 * t)], values);
    }
}
