using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Reduction;

public sealed class SnapshotRowsTests
{
    private const int Nx = 7, Ny = 5, Cells = Nx * Ny, Frames = 3;

    public static TheoryData<DensityTransform> Transforms() => [.. Enum.GetValues<DensityTransform>()];

    [Theory]
    [MemberData(nameof(Transforms))]
    public void Read_GivesAlignedFramesTransformedInDouble_AndReadCentredThoseLessARow(DensityTransform kind)
    {
        var random = new RandomStream(5);
        float[] densities = [.. Enumerable.Range(0, Frames * Cells).Select(_ => (float)random.NextDouble())];
        double[] reference = [.. Enumerable.Range(0, Cells).Select(_ => random.NextDouble())];
        double[] mean = [.. Enumerable.Range(0, Cells).Select(_ => random.NextDouble())];
        var transform = FieldTransform.Of(kind, 1e-3);
        var grid = new Grid(new Domain(7, 5, Boundary.Periodic), Nx, Ny);
        var rows = new SnapshotRows(
            new ArrayFrames(grid, [densities]),
            new SnapshotOperator(grid, transform, new CircularCorrelation(reference, Ny, Nx)));

        double[] read = new double[Frames * Cells], centred = new double[Frames * Cells];
        rows.Read(0, read);
        rows.ReadCentred(0, mean, centred);

        var shifts = new Shift[Frames];
        new CircularCorrelation(reference, Ny, Nx).FindShifts(densities, shifts);
        Assert.Equal(shifts, rows.Shifts(0));
        for (int t = 0; t < Frames; t++)
        {
            double[] frame = [.. densities.Skip(t * Cells).Take(Cells).Select(value => (double)value)],
                expected = new double[Cells];
            shifts[t].Roll<double>(frame, Nx, expected);
            transform.Forward(expected);
            Assert.Equal(expected, read.Skip(t * Cells).Take(Cells));
            Assert.Equal(expected.Zip(mean, (value, less) => value - less), centred.Skip(t * Cells).Take(Cells));
        }
    }
}
