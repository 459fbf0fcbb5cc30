using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using Rom.Numerics.RandomNumbers;
using RomHost.Configuration.Sections;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public class EndToEndForecastTests
{
    private const int Nx = 6, Ny = 4, Cells = Nx * Ny, FrameCount = 9, Start = 5, Steps = FrameCount - Start;

    private static readonly Grid Grid = new(new Domain(6, 4, Boundary.Periodic), Nx, Ny);

    [Theory]
    [InlineData(Clamp.None, MassCorrection.Scale)]
    [InlineData(Clamp.Negatives, MassCorrection.Simplex)]
    [InlineData(Clamp.Renormalise, MassCorrection.None)]
    public void WithoutAlignment_ItIsTheEvaluationsForecast(Clamp clamp, MassCorrection mass)
    {
        var options = new EvaluationOptions { Clamp = clamp, Mass = mass };
        var reducer = new Reducer(
            new SnapshotOperator(Grid, FieldTransform.Of(DensityTransform.Sqrt, 1e-6), reference: null), Identity());
        var movie = Movie();
        var evaluated = new ForecastEvaluation(
            reducer, options,
            new RunReference(reducer, options, reducer.Reduce(movie), Start, TestContext.Current.CancellationToken), [],
            null)
            .Evaluate(new Drift(), null, null, TestContext.Current.CancellationToken);
        float[] forecast = Frames(new EndToEndForecast(reducer, options, Alone(movie), Start, Steps), new Drift());
        Assert.Equal(evaluated.Prediction!.Values[(Start * Cells)..].ToArray(), forecast);
    }

    [Fact]
    public void WithAlignment_TheLastKnownShiftBringsItBack()
    {
        var movie = Movie();
        double[] reference = [.. movie.Frame(0).ToArray().Select(value => (double)value)];
        var reducer = new Reducer(
            new SnapshotOperator(
                Grid, FieldTransform.Of(DensityTransform.Raw, 0), new CircularCorrelation(reference, Ny, Nx)),
            Identity());
        float[] forecast = Frames(
            new EndToEndForecast(reducer, new EvaluationOptions(), Alone(movie), Start, Steps),
            new Drift { PerStep = 0 });
        for (int k = 0; k < Steps; k++)
        {
            for (int i = 0; i < Cells; i++) Assert.Equal(movie.Frame(Start - 1)[i], forecast[k * Cells + i], 1e-6);
        }
    }

    private static FieldMovie Alone(DensityMovie movie) => new(movie, [], []);

    private static float[] Frames(EndToEndForecast forecast, IRomModel model)
    {
        var frames = new float[Steps * Cells];
        forecast.Run(model, null, (step, density) => density.CopyTo(frames.AsSpan(step * Cells)));
        return frames;
    }

    // A basis of all fields: nothing is lost by it.
    private static PodBasis Identity()
    {
        var modes = new double[Cells * Cells];
        for (int k = 0; k < Cells; k++) modes[k * Cells + k] = 1;
        return new PodBasis(new double[Cells], modes);
    }

    // A pattern that travels and changes.
    private static DensityMovie Movie()
    {
        var random = new RandomStream(3);
        var pattern = Enumerable.Range(0, Cells).Select(_ => 1 + (float)random.NextDouble()).ToArray();
        var values = new float[FrameCount * Cells];
        for (int t = 0; t < FrameCount; t++)
        {
            for (int y = 0; y < Ny; y++)
            {
                for (int x = 0; x < Nx; x++)
                    values[t * Cells + y * Nx + x] =
                        pattern[(y + t) % Ny * Nx + (x + 2 * t) % Nx] + 0.05f * (float)random.NextDouble();
            }
        }
        return new DensityMovie(Grid, [.. Enumerable.Range(0, FrameCount).Select(t => 0.1 * t)], values);
    }

    /// <summary>The last state, and a little more in each step.</summary>
    private sealed class Drift : IRomModel
    {
        public double PerStep { get; init; } = 0.01;

        public int Lag => 3;

        public int LatentDimension => Cells;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            var last = window[^Cells..];
            for (int k = 0; k < steps; k++)
            {
                for (int i = 0; i < Cells; i++) forecast[k * Cells + i] = last[i] + (k + 1) * PerStep;
            }
        }

        public void Save(string directory) => throw new NotSupportedException();
    }
}
