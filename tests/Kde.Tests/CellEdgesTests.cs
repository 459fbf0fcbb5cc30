using FsCheck.Xunit;

namespace Kde.Tests;

public class CellEdgesTests
{
    [Property(MaxTest = 500)]
    public void CellOf_IsDecidedByTheEdges(ushort sideSeed, byte cellSeed, ushort at, sbyte hairs)
    {
        double side = 0.1 + sideSeed / 97.0;
        int cells = 1 + cellSeed;
        double width = side / cells;
        // Edges themselves and their neighbours in floating point, where a product would guess wrong.
        double coordinate = at % (cells + 1) == cells ? side : at % (cells + 1) * width;
        for (int k = 0; k < Math.Abs(hairs % 3); k++)
            coordinate = hairs < 0 ? Math.BitDecrement(coordinate) : Math.BitIncrement(coordinate);

        int found = new CellEdges(side, cells).CellOf(coordinate);

        if (coordinate < 0 || coordinate > Math.Max(side, (float)side))
        {
            Assert.Equal(-1, found);
            return;
        }
        Assert.InRange(found, 0, cells - 1);
        Assert.True(coordinate >= found * width || found == 0);
        Assert.True(found == cells - 1 || coordinate < (found + 1) * width);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2.5, 1)]
    [InlineData(9.999, 3)]
    [InlineData(10, 3)]
    [InlineData(10.001, -1)]
    [InlineData(-1e-9, -1)]
    [InlineData(double.NaN, -1)]
    public void CellOf_IncludesTheRightEdge_AndNothingBeyond(double coordinate, int expected) =>
        Assert.Equal(expected, new CellEdges(10, 4).CellOf(coordinate));
}
