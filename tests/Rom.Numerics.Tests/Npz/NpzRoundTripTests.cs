using FsCheck.Xunit;
using Rom.Numerics.Npz;

namespace Rom.Numerics.Tests.Npz;

public class NpzRoundTripTests
{
    [Property(MaxTest = 60)]
    public void Arrays_OfAnyShapeAndType_ComeBackBitForBit(byte[] lengths, ulong seed, bool compress)
    {
        int[] shape = [.. lengths.Take(4).Select(n => n % 6)];
        int count = shape.Aggregate(1, (product, n) => product * n);
        double[] doubles = RandomArrays.Gaussian(seed, count);
        float[] floats = Array.ConvertAll(doubles, value => (float)value);
        int[] ints = Array.ConvertAll(doubles, value => (int)(value * int.MaxValue / 8));
        long[] longs = Array.ConvertAll(doubles, value => (long)(value * long.MaxValue / 8));
        bool[] bools = Array.ConvertAll(doubles, value => value > 0);
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path, compress))
        {
            writer.Add<double>("d", doubles, shape);
            writer.Add<float>("f", floats, shape);
            writer.Add<int>("i", ints, shape);
            writer.Add<long>("l", longs, shape);
            writer.Add<bool>("b", bools, shape);
            writer.Commit();
        }

        using var reader = NpzReader.Open(file.Path);

        Assert.Equal(["d", "f", "i", "l", "b"], reader.Names);
        Assert.All(reader.Names, name => Assert.Equal(shape, reader.Header(name).Shape));
        Assert.Equal(doubles, reader.ReadDoubles("d"));
        Assert.Equal(floats, reader.ReadSingles("f"));
        Assert.Equal(Array.ConvertAll(ints, value => (long)value), reader.ReadInt64s("i"));
        Assert.Equal(longs, reader.ReadInt64s("l"));
        Assert.Equal(Array.ConvertAll(bools, value => value ? 1L : 0), reader.ReadInt64s("b"));
        var into = new float[count];
        reader.ReadInto("f", into);
        Assert.Equal(floats, into);
        int[] parts = [count / 3, 0, count - count / 3];
        Assert.Equal(doubles, reader.ReadParts("d", parts).SelectMany(values => values));
        Assert.Equal(parts, reader.ReadParts("d", parts).Select(values => values.Length));
        Assert.Throws<InvalidDataException>(() => reader.ReadParts("d", [count + 1]));
        Assert.Throws<InvalidDataException>(() => reader.ReadParts("f", parts));
        reader.Verify();
    }

    [Theory]
    [InlineData(-0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.Epsilon)]
    public void Scalars_ComeBackBitForBit(double value)
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.AddScalar("x", value);
            writer.Commit();
        }
        using var reader = NpzReader.Open(file.Path);
        Assert.Empty(reader.Header("x").Shape);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(reader.ReadScalar("x")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mean")]
    [InlineData("ρ̄ = 𝜌/N, Größe")]
    public void Texts_ComeBack(string text)
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.AddText("t", text);
            writer.Commit();
        }
        using var reader = NpzReader.Open(file.Path);
        Assert.Equal(text, reader.ReadText("t"));
    }

    [Fact]
    public void AnArrayWrittenInPieces_IsTheArray_AndEqualContentGivesEqualBytes()
    {
        double[] values = RandomArrays.Gaussian(1, 12);
        using TemporaryFile whole = new(), pieces = new();
        using (var writer = NpzWriter.Create(whole.Path))
        {
            writer.Add<double>("x", values, 3, 4);
            writer.Commit();
        }
        using (var writer = NpzWriter.Create(pieces.Path))
        {
            using (var array = writer.BeginArray<double>("x", 3, 4))
            {
                array.Append(values.AsSpan(0, 5));
                array.Append(values.AsSpan(5));
            }
            writer.Commit();
        }
        Assert.Equal(File.ReadAllBytes(whole.Path), File.ReadAllBytes(pieces.Path));
    }

    [Fact]
    public void AWriterThatIsNotCommitted_LeavesNothing()
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path)) writer.AddScalar("x", 1.0);
        Assert.Empty(file.FilesBeside);
    }

    [Fact]
    public void AnArrayOfAnotherLengthThanItsShape_IsRefused()
    {
        using var file = new TemporaryFile();
        using var writer = NpzWriter.Create(file.Path);
        Assert.Throws<ArgumentException>(() => writer.Add<double>("x", new double[5], 2, 3));
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var array = writer.BeginArray<double>("y", 3);
            array.Append([1, 2]);
        });
    }
}
