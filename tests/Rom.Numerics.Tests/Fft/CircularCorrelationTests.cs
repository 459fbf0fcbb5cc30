using FsCheck.Xunit;
using Rom.Numerics.Fft;

namespace Rom.Numerics.Tests.Fft;

public class CircularCorrelationTests
{
    [Fact]
    public void FindShifts_OfTheGoldenFrames_GivesTheGoldenShifts()
    {
        using var golden = Golden.Open("shift_align.npz");
        var shape = golden.Header("frames").Shape;
        int ny = shape[1], nx = shape[2];
        double[] frames = golden.ReadDoubles("frames"), aligned = golden.ReadDoubles("aligned");
        var found = new Shift[shape[0]];

        new CircularCorrelation(golden.ReadDoubles("reference"), ny, nx).FindShifts(frames, found);

        long[] expected = golden.ReadInt64s("shifts");
        var rolled = new double[ny * nx];
        for (int t = 0; t < found.Length; t++)
        {
            Assert.Equal(new Shift((int)expected[2 * t], (int)expected[2 * t + 1]), found[t]);
            found[t].Roll(frames.AsSpan(t * ny * nx, ny * nx), nx, rolled);
            Assert.Equal(aligned.AsSpan(t * ny * nx, ny * nx).ToArray(), rolled);
        }
    }

    [Property(MaxTest = 80)]
    public void FindShifts_OfAShiftedReference_UndoesTheShift(byte rows, byte columns, short dy, short dx)
    {
        int ny = rows % 40 + 1, nx = columns % 40 + 1;
        double[] reference = RandomArrays.Gaussian(1, ny * nx);
        var moved = new double[ny * nx];
        new Shift(dy, dx).Roll(reference, nx, moved);
        var found = new Shift[1];

        new CircularCorrelation(reference, ny, nx).FindShifts(moved, found);

        Assert.InRange(2 * found[0].Dy, -ny + 1, ny);
        Assert.InRange(2 * found[0].Dx, -nx + 1, nx);
        var back = new double[ny * nx];
        found[0].Roll(moved, nx, back);
        Assert.Equal(reference, back);
    }

    [Fact]
    public void FindShifts_InFloatOrDouble_PairedOrAlone_AreTheSame()
    {
        const int ny = 20, nx = 15, count = 7;
        double[] reference = RandomArrays.Gaussian(2, ny * nx), fields = RandomArrays.Gaussian(3, count * ny * nx);
        for (int i = 0; i < fields.Length; i++) fields[i] = (float)fields[i];
        var correlation = new CircularCorrelation(reference, ny, nx);
        Shift[] together = new Shift[count], inFloat = new Shift[count], alone = new Shift[1];

        correlation.FindShifts(fields, together);
        correlation.FindShifts(Array.ConvertAll(fields, value => (float)value), inFloat);

        Assert.Equal(together, inFloat);
        for (int t = 0; t < count; t++)
        {
            correlation.FindShifts(fields.AsSpan(t * ny * nx, ny * nx), alone);
            Assert.Equal(together[t], alone[0]);
        }
    }

    [Fact]
    public void FindShifts_MaximiseTheCorrelationThatTheyAreDefinedBy()
    {
        const int ny = 9, nx = 14;
        double[] reference = RandomArrays.Gaussian(4, ny * nx), field = RandomArrays.Gaussian(5, ny * nx);
        var (best, bestShift, rolled) = (double.MinValue, default(Shift), new double[ny * nx]);
        for (int dy = -4; dy <= 4; dy++)
        {
            for (int dx = -6; dx <= 7; dx++)
            {
                new Shift(dy, dx).Roll(field, nx, rolled);
                double sum = rolled.Zip(reference, (a, b) => a * b).Sum();
                if (sum > best) (best, bestShift) = (sum, new Shift(dy, dx));
            }
        }
        var found = new Shift[1];
        new CircularCorrelation(reference, ny, nx).FindShifts(field, found);
        Assert.Equal(bestShift, found[0]);
    }

    [Fact]
    public void FindShifts_OfAConstantField_LeaveItWhereItIs()
    {
        var field = new double[24 * 31];
        Array.Fill(field, 0.1);
        var found = new Shift[2];
        new CircularCorrelation(RandomArrays.Gaussian(6, 24 * 31), 24, 31).FindShifts([.. field, .. field], found);
        Assert.All(found, shift => Assert.Equal(new Shift(0, 0), shift));
    }

    [Fact]
    public void FindShifts_OfValuesThatAreNotFinite_AreRefused()
    {
        var correlation = new CircularCorrelation(new double[] { 1, 2, 3, 4 }, 2, 2);
        Assert.Throws<ArgumentException>(() => correlation.FindShifts(new[] { 1, 2, double.NaN, 4 }, new Shift[1]));
        Assert.Throws<ArgumentException>(() => correlation.FindShifts(new double[5], new Shift[1]));
        Assert.Throws<ArgumentException>(() => new CircularCorrelation(new[] { 1, double.PositiveInfinity }, 1, 2));
    }

    [Fact]
    public void FindShifts_OfFieldsAndReferencesOfAnySize_AreThoseOfTheirPattern()
    {
        const int ny = 6, nx = 10;
        double[] pattern = RandomArrays.Gaussian(8, ny * nx), moved = new double[ny * nx], later = new double[ny * nx];
        new Shift(2, -3).Roll(pattern, nx, moved);
        new Shift(-1, 4).Roll(pattern, nx, later);
        foreach (double reference in (double[])[1e-300, 1, 1e300])
        {
            var correlation = new CircularCorrelation(Array.ConvertAll(pattern, value => value * reference), ny, nx);
            foreach (var (first, second) in new[]
            {
                (1.0, 1e-20),
                (1e-300, 1.0),
                (1e300, 1e-300),
                (1e300, 1e300),
                (1e-310, 1e-310),
                (0.0, 1e-200),
            })
            {
                var found = new Shift[2];
                correlation.FindShifts(
                    [.. moved.Select(value => value * first), .. later.Select(value => value * second)], found);
                Assert.Equal(first == 0 ? default : new Shift(-2, 3), found[0]);
                Assert.Equal(new Shift(1, -4), found[1]);
            }
        }
    }
}
