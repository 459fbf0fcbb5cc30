using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Reduction;

public sealed class ReducerTests
{
    private const int Modes = 13; // more than a panel of a matrix product, and no multiple of it

    // Of several batches, the last of which is not full, where batches hold as many frames as fit the cache and where
    // they hold the fewest.
    [Theory]
    [InlineData(64, 70)]
    [InlineData(256, 11)]
    public void Latent_OfARun_IsThatOfEachFrameAlone_ToTheLastBit(int side, int frames)
    {
        int cells = side * side;
        var random = new RandomStream(3);
        float[] densities = [.. Enumerable.Range(0, frames * cells).Select(_ => (float)random.NextDouble())];
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
        var shifts = new Shift[frames];
        for (int t = 0; t < frames; t++) shifts[t] = new Shift(7 * t % side, 3 * t % side);
        var grid = new Grid(new Domain(25, 25, Boundary.Periodic), side, side);
        var snapshots = new SnapshotOperator(grid, FieldTransform.Of(DensityTransform.Sqrt, 1e-10), null);
        var basis = new PodBasis(Values(cells), Values(Modes * cells));
        var reducer = new Reducer(snapshots, basis);

        double[] latent = reducer.Latent(densities, shifts);

        double[] expected = new double[frames * Modes], snapshot = new double[cells];
        for (int t = 0; t < frames; t++)
        {
            snapshots.ToSnapshot(densities.AsSpan(t * cells, cells), shifts[t], new float[cells], snapshot);
            basis.Restrict(snapshot, expected.AsSpan(t * Modes, Modes));
        }
        Assert.Equal(expected, latent);
    }
}
