using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Numerics.Npz;

namespace RomHost.Tests.Files;

/// <summary>Density files in half precision, against the definition of its rounding.</summary>
public sealed class DensityStorageTests : IDisposable
{
    // Longer together than the pieces that are converted at a time, and no multiple of them.
    private const int Frames = 9;

    private static readonly Grid Grid = new(new Domain(6, 6, Boundary.Periodic), 67, 61);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("romhost-storage-");

    private string Path => System.IO.Path.Combine(folder.FullName, "density.npz");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_AreRoundedToElevenBits_AndStepsOfTheSmallestValue(bool compress)
    {
        var random = new Random(7);
        float[] Values(int sign) =>
        [
            .. Enumerable.Range(0, Frames * Grid.CellCount).Select(i =>
                (float)(Math.Pow(10, 13.5 * random.NextDouble() - 9) * (sign < 0 && i % 2 == 1 ? -1 : 1))),
        ];
        float[] rho = Values(1), px = Values(-1);
        Write(rho, px, compress, DensityStorage.Float16);
        var read = DensityFile.Read(Path, Grid, 1, ["px"], TestContext.Current.CancellationToken);
        float[] storedRho = read.Density.Values.ToArray(), storedPx = read.Values("px").ToArray();
        foreach (var (values, stored) in new[] { (rho, storedRho), (px, storedPx) })
        {
            for (int i = 0; i < values.Length; i++)
            {
                double tolerance = Math.Max(Math.Abs(values[i]) * Math.Pow(2, -11), Math.Pow(2, -25));
                Assert.InRange(Math.Abs((double)stored[i] - values[i]), 0, tolerance);
                if (Math.Abs(values[i]) <= Math.Pow(2, -25)) Assert.Equal(0, stored[i]);
            }
        }
        // What is stored is not rounded again.
        Write(storedRho, storedPx, compress, DensityStorage.Float16);
        var again = DensityFile.Read(Path, Grid, 1, ["px"], TestContext.Current.CancellationToken);
        Assert.Equal(storedRho, again.Density.Values.ToArray());
        Assert.Equal(storedPx, again.Values("px").ToArray());
    }

    [Fact]
    public void EveryWayOfReading_GivesTheSameFrames()
    {
        float[] values = [.. Enumerable.Range(0, Frames * Grid.CellCount).Select(i => (i % 4001) / 64f)];
        Write(values, values, compress: false, DensityStorage.Float16);
        foreach (int stride in (int[])[1, 2, 4])
        {
            float[] kept =
                [.. Enumerable.Range(0, Frames).Where(t => t % stride == 0).SelectMany(t => Frame(values, t))];
            float[] into = new float[kept.Length], field = new float[kept.Length];
            DensityFile.ReadInto(Path, Grid, stride, into, TestContext.Current.CancellationToken);
            DensityFile.ReadInto(Path, "px", Grid, stride, field, TestContext.Current.CancellationToken);
            Assert.Equal(Rounded(kept), into);
            Assert.Equal(into, field);
            Assert.Equal(into, DensityFile.ReadStored(Path, stride).Values);
            Assert.Equal(
                into, DensityFile.Read(Path, Grid, stride, TestContext.Current.CancellationToken).Values.ToArray());
        }
        Assert.Equal((Frames, Grid.CellCount), DensityFile.Size(Path));
    }

    [Fact]
    public void FieldsTakeTwoBytesAValue_AndTimesAndGridEight()
    {
        Write(new float[Frames * Grid.CellCount], new float[Frames * Grid.CellCount], false, DensityStorage.Float16);
        using var file = NpzReader.Open(Path);
        Assert.Equal(["<f2", "<f8", "<f8", "<f8", "<f2"], file.Names.Select(name => $"{file.Header(name).Type}"));
        Assert.Equal(["rho", "xgrid", "ygrid", "times", "px"], file.Names);
        Assert.InRange(new FileInfo(Path).Length, 0, 2 * 2 * Frames * Grid.CellCount + 4000);
    }

    [Theory]
    [InlineData("rho", 65_505)]
    [InlineData("rho", 3e38f)]
    [InlineData("px", -65_520)]
    public void AValueBeyondTheRange_IsRefusedWithItsPlace_AndNoFileIsLeft(string field, float value)
    {
        float[] rho = new float[Frames * Grid.CellCount], px = new float[rho.Length];
        rho[0] = 65_504;
        px[0] = -65_504;
        Write(rho, px, compress: false, DensityStorage.Float16);
        Assert.Equal(65_504, DensityFile.ReadStored(Path, 1).Values[0]);
        File.Delete(Path);
        (field == "rho" ? rho : px)[8 * Grid.CellCount + 60 * Grid.Nx + 66] = value;
        string message = Assert.Throws<InvalidDataException>(
            () => Write(rho, px, compress: false, DensityStorage.Float16)).Message;
        Assert.StartsWith(
            $"{Path}: expected values of {field} from −65504 to 65504, the range of half precision, found ", message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "at frame 8, row 60, column 66; set density.storage: float32", message, StringComparison.Ordinal);
        Assert.Empty(folder.GetFiles());
        Write(rho, px, compress: false, DensityStorage.Float32);
        Assert.Equal(rho, DensityFile.ReadStored(Path, 1).Values);
    }

    private static float[] Rounded(float[] values) => Array.ConvertAll(values, value => (float)(Half)value);

    private static float[] Frame(float[] values, int t) => values[(t * Grid.CellCount)..((t + 1) * Grid.CellCount)];

    private void Write(float[] rho, float[] px, bool compress, DensityStorage storage) => DensityFile.Write(
        Path,
        new FieldMovie(
            new DensityMovie(Grid, [.. Enumerable.Range(0, Frames).Select(t => 0.5 * t)], rho), ["px"], [px]),
        compress, storage: storage);
}
