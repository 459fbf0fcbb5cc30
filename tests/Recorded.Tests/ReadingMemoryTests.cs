using System.Text;
using Recorded.Reading;
using Rom.Numerics.Npz;

namespace Recorded.Tests;

/// <summary>What reading a recording takes is bounded by its rows, and asked of the machine before.</summary>
public sealed class ReadingMemoryTests : IDisposable
{
    private const long Constant = 4 << 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATable_TakesSoMuchForEachRow(bool differentIds)
    {
        const int Rows = 150_000;
        var text = new StringBuilder("t,id,x,y\n");
        for (int row = 0; row < Rows; row++) text.Append(row / 1000).Append(',').Append(differentIds ? row : row % 1000).Append(",1,2\n");
        Check(folder.Write("a.csv", text.ToString()), Rows, differentIds ? Rows * (TableFile.BytesOfId + 12) : 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void AnArchive_TakesSoMuchForEachParticleAndFrame(int particles)
    {
        int frames = 150_000 / particles;
        string path = Path.Combine(folder.Path, "a.npz");
        using (var file = NpzWriter.Create(path, compress: true))
        {
            file.Add<float>("traj", Enumerable.Repeat(1f, 2 * frames * particles).ToArray(), frames, particles, 2);
            file.Add<double>("times", Enumerable.Range(0, frames).Select(k => (double)k).ToArray(), frames);
            file.Commit();
        }
        Check(path, frames * (1 + particles));
    }

    [Fact]
    public void MoreThanTheMachineHas_IsRefusedWithTheNumber()
    {
        Assert.Null(SampleList.RefusalOf(1e6));
        Assert.EndsWith("store fewer frames or particles in one file", SampleList.RefusalOf(1e12));
    }

    private static void Check(string path, long samples, double idBytes = 0)
    {
        RecordingFile.Read(path, Sample.Options, TestContext.Current.CancellationToken);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RecordingFile.Read(path, Sample.Options, TestContext.Current.CancellationToken);
        Assert.InRange(
            GC.GetAllocatedBytesForCurrentThread() - before, samples * 50, (long)((samples * SampleList.MostBytesOfSample) + idBytes) + Constant);
    }
}
