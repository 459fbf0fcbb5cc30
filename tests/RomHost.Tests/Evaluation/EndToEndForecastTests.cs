using Rom.Abstractions;
using Rom.Forecasting.Lifting;
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

    [Fact]
    public void WithTheShiftsRate_ItIsTheEvaluationsForecast_AndMovesOn()
    {
        var movie = Bump(movedEachFrame: 0.6f);
        double[] reference = [.. movie.Frame(0).ToArray().Select(value => (double)value)];
        var options = new EvaluationOptions();
        var reducer = new Reducer(
            new SnapshotOperator(
                Grid, FieldTransform.Of(DensityTransform.Raw, 0), new CircularCorrelation(reference, Ny, Nx),
                tracks: true),
            Identity(), [], new ShiftRate(0, 0, 2));
        var run = reducer.Reduce(movie);
        Assert.Equal(Cells + 2, run.StatesOf(null).Length / FrameCount);
        Assert.Equal(Cells, run.StatesOf(["pod"]).Length / FrameCount);
        var truth = new RunReference(reducer, options, run, Start, TestContext.Current.CancellationToken);
        ForecastResult Evaluated(ShiftForecast shifts, int rates, params string[]? channels) =>
            new ForecastEvaluation(reducer, options, truth, [], null) { ShiftForecast = shifts }.Evaluate(
                new Drift { PerStep = 0, Rates = rates }, channels, null, TestContext.Current.CancellationToken);

        var moved = Evaluated(ShiftForecast.Rate, 2, null);
        float[] forecast = Frames(
            new EndToEndForecast(reducer, options, Alone(movie), Start, Steps), new Drift { PerStep = 0, Rates = 2 });
        Assert.Equal(moved.Prediction!.Values[(Start * Cells)..].ToArray(), forecast);
        // 0.6 cells a frame, of 1 length unit each, to what the peak's vertex is known to.
        Assert.All(moved.PositionErrors, error => Assert.InRange(error, 0, 0.3));
        Assert.InRange(moved.Scores[Score.R2Lab], 0.5, 1);
        Assert.InRange(moved.Scores[Score.R2LabHeld], -5, 0);
        Assert.Equal(moved.Scores[Score.PositionError], moved.PositionErrors.Average(), 1e-12);

        var held = Evaluated(ShiftForecast.Hold, 0, "pod");
        Assert.Equal(held.Scores[Score.R2LabHeld], held.Scores[Score.R2Lab]);
        // Two sums of the same squares.
        Assert.Equal(moved.Scores[Score.R2LabHeld], held.Scores[Score.R2LabHeld], 1e-12);
        Assert.Equal(0.6 * 3, held.PositionErrors[2], 0.15);
        Assert.Equal(
            held.Prediction!.Frame(Start).ToArray(), held.Prediction!.Frame(Start + 1).ToArray()); // in the lab frame
        var none = Evaluated(ShiftForecast.None, 0, "pod");
        Assert.False(none.Scores.ToJson().ContainsKey(Score.PositionError.Name));
        Assert.Equal(held.Scores[Score.R2Lab], none.Scores[Score.R2Lab]);
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

    // One bump along x that travels round the domain.
    private static DensityMovie Bump(float movedEachFrame)
    {
        var values = new float[FrameCount * Cells];
        for (int i = 0; i < values.Length; i++)
        {
            double x = i % Nx - movedEachFrame * (i / Cells), y = i / Nx % Ny;
            values[i] = (float)Math.Exp(Math.Cos(2 * Math.PI * x / Nx) + Math.Cos(2 * Math.PI * y / Ny));
        }
        return new DensityMovie(Grid, [.. Enumerable.Range(0, FrameCount).Select(t => 0.1 * t)], values);
    }

    /// <summary>The last state, and a little more in each step.</summary>
    private sealed class Drift : IRomModel
    {
        public double PerStep { get; init; } = 0.01;

        /// <summary>Coordinates beside the density's.</summary>
        public int Rates { get; init; }

        public int Lag => 3;

        public int LatentDimension => Cells + Rates;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            int r = LatentDimension;
            var last = window[^r..];
            for (int k = 0; k < steps; k++)
            {
                for (int i = 0; i < r; i++) forecast[k * r + i] = last[i] + (k + 1) * PerStep;
            }
        }

        public void Save(string directory) => throw new NotSupportedException();
    }
}
