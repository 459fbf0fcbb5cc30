using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Reduction;

public sealed class CoarseGridTests
{
    private static readonly Grid Fine = new(new Domain(7, 5, Boundary.Periodic), 7, 5);

    [Fact]
    public void BlockMeans_AreThoseOfTheRolledField()
    {
        var field = new double[Fine.CellCount];
        new RandomStream(1).NextGaussians(field);
        var coarse = new CoarseGrid(Fine, 3);
        Assert.Equal((3, 3), (coarse.Rows, coarse.Columns));
        foreach (var shift in new Shift[] { default, new(2, -3), new(-11, 15) })
        {
            double[] rolled = new double[field.Length], found = new double[9];
            shift.Roll<double>(field, Fine.Nx, rolled);
            coarse.Average(field, shift, found);
            for (int block = 0; block < 9; block++)
            {
                double expected = rolled.Index()
                    .Where(cell => cell.Index / 7 * 3 / 5 == block / 3 && cell.Index % 7 * 3 / 7 == block % 3)
                    .Average(cell => cell.Item);
                Assert.Equal(expected, found[block], 1e-14);
            }
        }
    }

    [Fact]
    public void AGridThatIsCoarseEnough_StaysAsItIs()
    {
        double[] field = [.. Enumerable.Range(0, Fine.CellCount).Select(i => (double)i)], found = [.. field];
        var coarse = new CoarseGrid(Fine, 16);
        coarse.Average(field, default, found.AsSpan());
        Assert.Equal(field, found);
        Assert.Equal(35, coarse.CellCount);
    }

    // Within 1 each block has four neighbours round a periodic domain, and fewer at walls; within 3 it has 28.
    [Theory]
    [InlineData(Boundary.Periodic, 1, 16 * 16 * 4 / 2)]
    [InlineData(Boundary.Periodic, 3, 16 * 16 * 28 / 2)]
    [InlineData(Boundary.Reflecting, 1, 2 * 16 * 15)]
    public void Neighbours_AreEachPairOnce(Boundary boundary, int distance, int expected)
    {
        var pairs = new CoarseGrid(new Grid(new Domain(1, 1, boundary), 64, 64), 16).Neighbours(distance, boundary);
        Assert.Equal(expected, pairs.Length);
        Assert.All(pairs, pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(pairs.Length, pairs.Distinct().Count());
    }
}
