using FsCheck.Xunit;
using Rom.Numerics.Fft;

namespace Rom.Numerics.Tests.Fft;

public class ShiftTrackTests
{
    private const int Ny = 20, Nx = 32;
    private const double Width = 3;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0)]
    [InlineData(0, -0.37)]
    [InlineData(0.5, 0.49)]
    [InlineData(9.8, -15.7)] // across both seams
    [InlineData(-3.21, 6.43)]
    public void Track_OfAMovedBump_IsWhereItMovedFrom_ToAFractionOfACell(double dy, double dx)
    {
        var found = Correlation().Track(Bump(Ny / 2 + dy, Nx / 2 + dx)).Shifts[0];
        var error = found.ShortestTo(new SubcellShift(-dy, -dx), Ny, Nx);
        const double Bias = 0.1 / (Width * Width); // of the vertex, as PeakTracker says
        Assert.InRange(Math.Abs(error.Dy), 0, Bias);
        Assert.InRange(Math.Abs(error.Dx), 0, Bias);
    }

    [Fact]
    public void Track_OfACosine_HasTheVertexOfItsParabola()
    {
        // With wave number k the three correlations about the peak are cos(k(δ ± 1)) and cos(kδ), whose parabola has
        // its vertex at ½ cot(k/2) tan(kδ).
        const int N = 24;
        const double K = 2 * Math.PI / N, Moved = 0.3;
        double[] Wave(double at) => [.. Enumerable.Range(0, N).Select(x => 2 + Math.Cos(K * (x - at)))];
        var found = new CircularCorrelation(Wave(0), 1, N).Track(Wave(5 + Moved)).Shifts[0];
        Assert.Equal(-5 - Math.Tan(K * Moved) / Math.Tan(K / 2) / 2, found.Dx, 1e-9);
        Assert.Equal(0, found.Dy);
    }

    [Fact]
    public void Track_OfABumpThatTravelsRoundTheDomain_IsUnwrapped()
    {
        const int Count = 151;
        double[] fields = [.. Enumerable.Range(0, Count).SelectMany(t => Bump(4 - 0.31 * t, 9 + 0.7 * t))];
        var track = Correlation().Track(fields);
        var first = track.Shifts[0];
        for (int t = 0; t < Count; t++)
        {
            Assert.Equal(0.31 * t, track.Shifts[t].Dy - first.Dy, 0.01);
            Assert.Equal(-0.7 * t, track.Shifts[t].Dx - first.Dx, 0.01);
        }
        Assert.Empty(track.Jumps);
    }

    [Fact]
    public void Track_OfABand_CrossesItAsFarAsItMoved_AndStaysInItsCellAlongIt()
    {
        foreach (int rows in new[] { 0, 1 })
        {
            double[] Band(double moved) =>
                [.. Cells((y, x) => Math.Exp(Math.Cos(2 * Math.PI * ((double)rows * y / Ny + (x - moved) / Nx))))];
            var track = new CircularCorrelation(Band(0), Ny, Nx).Track([.. Band(0), .. Band(0.3)]);
            Assert.Equal(0, track.Shifts[0].Dy, 1e-9);
            Assert.Equal(0, track.Shifts[0].Dx, 1e-9);
            var (dy, dx) = track.Shifts[1];
            Assert.Equal(-0.3, dx + (double)rows * Nx / Ny * dy, 0.01);
            Assert.InRange(Math.Abs(dy), 0, rows == 0 ? 1e-9 : 0.5); // along it nothing is known
        }
    }

    [Fact]
    public void Track_OfTwoEqualClusters_StaysWithOne_WhereTheHighestPeakJumps()
    {
        const int Count = 12;
        double[] fields =
        [
            .. Enumerable.Range(0, Count).SelectMany(t =>
            {
                double more = t % 2 == 0 ? 0.05 : -0.05, at = 5 + 0.2 * t;
                return Bump(10, at).Zip(Bump(10, at + Nx / 2), (a, b) => (1 + more) * a + (1 - more) * b);
            }),
        ];
        var correlation = Correlation();
        var highest = new Shift[Count];
        correlation.FindShifts(fields, highest);
        for (int t = 1; t < Count; t++) Assert.InRange(Math.Abs(highest[t].Dx - highest[t - 1].Dx), 12, 20);

        var track = correlation.Track(fields);
        Assert.Empty(track.Jumps);
        for (int t = 1; t < Count; t++) Assert.Equal(-0.2, track.Shifts[t].Dx - track.Shifts[t - 1].Dx, 0.02);
    }

    [Fact]
    public void Track_OfAClusterThatVanishes_JumpsToTheOther_AndSaysSo()
    {
        double[] fields =
        [
            .. Enumerable.Range(0, 11).SelectMany(t =>
                Bump(10, 6).Zip(Bump(10, 6 + Nx / 2), (a, b) => (1 - 0.1 * t) * a + 0.1 * t * b)),
        ];
        var track = Correlation().Track(fields);
        int jump = Assert.Single(track.Jumps);
        Assert.Equal(7, jump); // where the first has less than half of the second, above their mean
        Assert.Equal(Nx / 2 - 6, track.Shifts[jump - 1].Dx, 0.01);
        Assert.Equal(Nx / 2, Math.Abs(track.Shifts[jump].Dx - track.Shifts[jump - 1].Dx), 0.01);
    }

    [Fact]
    public void Track_OfConstantAndEmptyFields_StaysWhereItWas()
    {
        double[] constant = new double[Ny * Nx], empty = new double[Ny * Nx];
        Array.Fill(constant, 0.1);
        var track = Correlation().Track([.. constant, .. Bump(3, 4), .. constant, .. empty, .. Bump(3, 4.4)]);
        Assert.Equal(new SubcellShift(0, 0), track.Shifts[0]);
        Assert.Equal(track.Shifts[1].Rounded, track.Shifts[2].Rounded);
        Assert.Equal(new SubcellShift(7, 12), track.Shifts[2]);
        Assert.Equal(new SubcellShift(7, 12), track.Shifts[3]);
        Assert.Equal(11.6, track.Shifts[4].Dx, 0.01);
        Assert.Equal(
            [new SubcellShift(0, 0)], new CircularCorrelation(new double[6], 2, 3).Track(new double[6]).Shifts);
    }

    [Property(MaxTest = 60)]
    public void Track_OfAnyFields_IsAtMostHalfACellFromAPeak_AndTheSameInPairsAndInFloat(byte rows, byte columns)
    {
        int ny = rows % 9 + 1, nx = columns % 9 + 1;
        double[] fields = RandomArrays.Gaussian(rows + 256ul * columns, 5 * ny * nx);
        for (int i = 0; i < fields.Length; i++) fields[i] = (float)fields[i];
        var correlation = new CircularCorrelation(RandomArrays.Gaussian(7, ny * nx), ny, nx);
        var track = correlation.Track(fields);
        Assert.Equal(5, track.Shifts.Count);
        Assert.All(track.Shifts, shift => Assert.True(double.IsFinite(shift.Dy) && double.IsFinite(shift.Dx)));
        Assert.Equal(track.Shifts, correlation.Track(Array.ConvertAll(fields, value => (float)value)).Shifts);
        // What comes later changes nothing.
        Assert.Equal(track.Shifts.Take(4), correlation.Track(fields.AsSpan(0, 4 * ny * nx)).Shifts);
        var first = new Shift[1];
        correlation.FindShifts(fields.AsSpan(0, ny * nx), first);
        Assert.InRange(Math.Abs(track.Shifts[0].Dy - first[0].Dy), 0, 0.5);
        Assert.InRange(Math.Abs(track.Shifts[0].Dx - first[0].Dx), 0, 0.5);
    }

    [Fact]
    public void Track_OfFieldsOfAnySize_IsThatOfTheirPattern()
    {
        double[] pattern = Bump(3, 4.4);
        var expected = Correlation().Track(pattern).Shifts[0];
        foreach (double size in (double[])[1e-300, 1e-20, 1e20, 1e300])
        {
            var found = Correlation().Track([.. pattern.Select(value => value * size), .. pattern]).Shifts;
            Assert.Equal(expected.Dx, found[0].Dx, 1e-6);
            Assert.Equal(expected.Dx, found[1].Dx, 1e-6);
        }
    }

    [Fact]
    public void Track_OfValuesThatAreNotFinite_AreRefused()
    {
        double[] field = Bump(3, 4);
        field[5] = double.NaN;
        Assert.Throws<ArgumentException>(() => Correlation().Track(field));
        Assert.Throws<ArgumentException>(() => Correlation().Track(new double[7]));
    }

    [Fact]
    public void ShortestTo_GoesRoundTheSeam()
    {
        var way = new SubcellShift(100.5, -7).ShortestTo(new SubcellShift(-0.25, 6), 20, 8);
        Assert.Equal(new SubcellShift(-0.75, -3), way);
        Assert.Equal(new Shift(100, -7), new SubcellShift(100.5, -7).Rounded);
    }

    private static CircularCorrelation Correlation() => new(Bump(Ny / 2, Nx / 2), Ny, Nx);

    // A periodic Gaussian bump.
    private static double[] Bump(double y, double x) => [.. Cells((row, column) =>
        Along(row - y, Ny) * Along(column - x, Nx))];

    private static double Along(double distance, int n)
    {
        double sum = 0;
        for (int image = -3; image <= 3; image++)
            sum += Math.Exp(-0.5 * Math.Pow((Math.IEEERemainder(distance, n) + image * n) / Width, 2));
        return sum;
    }

    private static IEnumerable<double> Cells(Func<int, int, double> value) =>
        Enumerable.Range(0, Ny * Nx).Select(i => value(i / Nx, i % Nx));
}
