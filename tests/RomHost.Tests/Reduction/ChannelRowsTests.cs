using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;
using Rom.Numerics.Svd;

namespace RomHost.Tests.Reduction;

/// <summary>The golden vectors are NumPy's rolls and SVD of a vector field (Golden/channel.py).</summary>
public sealed class ChannelRowsTests
{
    private const int Nx = 5, Ny = 4, Cells = Nx * Ny, Runs = 3, Frames = 6;

    private static readonly Grid OnGrid = new(new Domain(5, 4, Boundary.Periodic), Nx, Ny);
    private static readonly FieldChannel Momentum = new("momentum", ["px", "py"]);

    [Fact]
    public void ModesAndStates_AreThoseOfNumPy()
    {
        using var golden = NpzReader.Open(Path.Combine(AppContext.BaseDirectory, "Golden", "channel.npz"));
        float[] px = golden.ReadSingles("px"), py = golden.ReadSingles("py");
        long[] shifts = golden.ReadInt64s("shifts");
        Shift[] ShiftsOf(int run) => [.. Enumerable.Range(run * Frames, Frames)
            .Select(k => new Shift((int)shifts[2 * k], (int)shifts[(2 * k) + 1]))];
        var source = new Fields(px, py);
        var rows = new ChannelRows(source, Momentum, ShiftsOf);
        double[] expected = golden.ReadDoubles("singular_values"), modes = golden.ReadDoubles("modes"),
            latent = golden.ReadDoubles("latent");
        int r = expected.Length;

        var pod = StreamedSvd.Compute(
            rows, new RankRule.FixedRank(r), cancellation: TestContext.Current.CancellationToken);

        for (int k = 0; k < r; k++) Assert.Equal(expected[k], pod.SingularValues[k], 1e-9);
        double[] mean = golden.ReadDoubles("mean");
        for (int c = 0; c < 2 * Cells; c++) Assert.Equal(mean[c], pod.Mean[c], 1e-12);
        double[] found = Transposition.Of(pod.Modes, 2 * Cells, r);
        var pairs = found.Zip(modes, (one, other) => one * other).Chunk(2 * Cells);
        double[] signs = [.. pairs.Select(products => (double)Math.Sign(products.Sum()))];
        for (int i = 0; i < modes.Length; i++)
            Assert.Equal(modes[i], signs[i / (2 * Cells)] * found[i], 1e-8);

        // As the reducer projects: field by field, after the density's coordinate.
        var reducer = new Reducer(
            new SnapshotOperator(OnGrid, FieldTransform.Of(DensityTransform.Raw, 0), null), OfOneMode(),
            [new ChannelBasis(Momentum, new PodBasis(pod.Mean, found))]);
        for (int run = 0; run < Runs; run++)
        {
            int at = run;
            double[] states = reducer.States(
                new double[Frames], name => (name == "px" ? px : py).AsSpan(at * Frames * Cells, Frames * Cells),
                ShiftsOf(run), null);
            for (int t = 0; t < Frames; t++)
            {
                for (int k = 0; k < r; k++)
                    Assert.Equal(
                        latent[(((run * Frames) + t) * r) + k], signs[k] * states[(t * (1 + r)) + 1 + k], 1e-8);
            }
        }
    }

    [Fact]
    public void AShiftedRun_HasTheSameStates_FoundOnTheDensity()
    {
        var random = new Random(2);
        float[] Field() => [.. Enumerable.Range(0, Cells).Select(_ => (float)random.NextDouble())];
        var (rho, px, py) = (Field(), Field(), Field());
        float[] Rolled(float[] field)
        {
            var rolled = new float[Cells];
            new Shift(3, 2).Roll<float>(field, Nx, rolled);
            return rolled;
        }
        double[] Noise(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        var reducer = new Reducer(
            new SnapshotOperator(
                OnGrid, FieldTransform.Of(DensityTransform.Raw, 0),
                new CircularCorrelation([.. rho.Select(value => (double)value)], Ny, Nx)),
            OfOneMode(), [new ChannelBasis(Momentum, new PodBasis(Noise(2 * Cells), Noise(2 * Cells * 3)))]);
        ReducedRun Reduced(Func<float[], float[]> moved) => reducer.Reduce(new FieldMovie(
            new DensityMovie(OnGrid, [0], moved(rho)), Momentum.Fields, [moved(px), moved(py)]));
        var (here, there) = (Reduced(field => field), Reduced(Rolled));
        Assert.NotEqual(here.Shifts[0], there.Shifts[0]);
        Assert.Equal(4, here.StatesOf(null).Length);
        Assert.Equal(here.StatesOf(null).ToArray(), there.StatesOf(null).ToArray());
        Assert.Equal(here.Latent, here.StatesOf(["pod"]).ToArray());
    }

    [Fact]
    public void FieldsThatNeverChange_AreConstantRows()
    {
        var zero = new Fields(new float[Runs * Frames * Cells], new float[Runs * Frames * Cells]);
        Assert.True(new ChannelRows(zero, Momentum, _ => new Shift[Frames]).IsConstant(CancellationToken.None));
        var one = new float[Runs * Frames * Cells];
        one[^1] = 1e-20f;
        var last = new Fields(new float[Runs * Frames * Cells], one);
        Assert.False(new ChannelRows(last, Momentum, _ => new Shift[Frames]).IsConstant(CancellationToken.None));
    }

    private static PodBasis OfOneMode()
    {
        var mode = new double[Cells];
        mode[0] = 1;
        return new PodBasis(new double[Cells], mode);
    }

    private sealed class Fields(float[] px, float[] py) : IFieldSource
    {
        public Grid Grid => OnGrid;

        public int RunCount => Runs;

        public int FrameCount(int run) => Frames;

        public void Read(int run, Span<float> densities) => throw new NotSupportedException();

        public void ReadField(int run, string field, Span<float> values) =>
            (field == "px" ? px : py).AsSpan(run * Frames * Cells, Frames * Cells).CopyTo(values);
    }
}
