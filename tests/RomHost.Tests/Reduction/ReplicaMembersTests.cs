using Rom.Forecasting.Files;
using Rom.Numerics.Fft;
using Rom.Numerics.Npz;

namespace RomHost.Tests.Reduction;

public sealed class ReplicaMembersTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Members_AreReadAsTheyWereWritten(bool compress)
    {
        var members = new ReplicaMembers([4, 9], replicas: 2, blocks: 3);
        for (int k = 0; k < 2; k++)
        {
            for (int m = 0; m < 2; m++)
            {
                float value = 10 * k + m;
                ((float[])[value, value + 0.5f, 0]).CopyTo(members.DensityOf(k, m));
                ((float[])[0, value, value + 0.25f]).CopyTo(members.LabDensityOf(k, m));
                members.SetShift(k, m, new SubcellShift(value, -value / 3));
            }
        }
        members.Write(path, compress);
        var read = ReplicaMembers.Read(path, 3, TestContext.Current.CancellationToken);
        Assert.Equal([4, 9], read.Frames);
        Assert.Equal(2, read.Replicas);
        Assert.Equal([11, 11.5f, 0], read.DensityOf(1, 1));
        Assert.Equal([0, 10, 10.25f], read.LabDensityOf(1, 0));
        Assert.Equal(new SubcellShift(11, -11 / 3.0f), new SubcellShift(11, (float)read.ShiftOf(1, 1).Dx));
    }

    [Theory]
    [InlineData("frames", new[] { 4L, 4 }, "2 ascending frames")]
    [InlineData("frames", new[] { -1L, 4 }, "2 ascending frames")]
    [InlineData("frames", new[] { 4L }, "2 ascending frames")]
    [InlineData("frames", new[] { 4L, 1L << 40 }, "2 ascending frames")]
    public void FramesThatCannotBe_AreDamage(string name, long[] values, string message)
    {
        using (var file = NpzWriter.Create(path, compress: false))
        {
            file.Add<long>(name, values, values.Length);
            file.Add<float>("density", new float[12], 2, 2, 3);
            file.Add<float>("density_lab", new float[12], 2, 2, 3);
            file.Add<double>("shift", new double[8], 2, 2, 2);
            file.Commit();
        }
        Refused(message);
    }

    [Theory]
    [InlineData(1, 12, 0f, "two replicas at least and 3 blocks")]
    [InlineData(2, 6, 0f, "12 finite densities")]
    [InlineData(2, 12, float.NaN, "12 finite densities")]
    public void DensitiesThatCannotBe_AreDamage(int replicas, int inLab, float value, string message)
    {
        using (var file = NpzWriter.Create(path, compress: false))
        {
            file.Add<long>("frames", [4, 9], 2);
            file.Add<float>("density", new float[6 * replicas], 2, replicas, 3);
            file.Add<float>("density_lab", [.. Enumerable.Repeat(value, inLab)], inLab / 3, 3);
            file.Add<double>("shift", new double[4 * replicas], 2, replicas, 2);
            file.Commit();
        }
        Refused(message);
    }

    private void Refused(string message)
    {
        var error = Assert.Throws<InvalidDataException>(
            () => ReplicaMembers.Read(path, 3, TestContext.Current.CancellationToken));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("delete the file and run again", error.Message, StringComparison.Ordinal);
    }
}
