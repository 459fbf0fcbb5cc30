using System.Runtime.Intrinsics;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

public class TransposedTests
{
    [Fact]
    public void InPlace_TurnsRowsIntoColumns()
    {
        Vector256<double>[] rows =
        [
            Vector256.Create(0.0, 1, 2, 3), Vector256.Create(10.0, 11, 12, 13),
            Vector256.Create(20.0, 21, 22, 23), Vector256.Create(30.0, 31, 32, 33),
        ];
        var columns = rows.ToArray();
        Transposed.InPlace(ref columns[0], ref columns[1], ref columns[2], ref columns[3]);
        for (int row = 0; row < 4; row++)
            for (int column = 0; column < 4; column++) Assert.Equal(rows[row][column], columns[column][row]);
    }
}
