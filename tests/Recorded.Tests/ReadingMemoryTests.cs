using System.IO.Compression;
using System.Text;
using Recorded.Options;
using Recorded.Reading;
using Rom.Numerics.Files;
using Rom.Numerics.Npz;

namespace Recorded.Tests;

/// <summary>
/// What is allocated while a recording is read, and so what is held of it at any time, is at most ten times what it
/// holds once it is unpacked, and a constant.
/// </summary>
[Collection(CountedAllocations.Name)]
public sealed class ReadingMemoryTests : IDisposable
{
    // Buffers, the first chunks of columns, and what an archive's reader has. Less by far than a reader of any file may
    // have.
    private const long Constant = 1 << 20;

    private const int Rows = 150_000;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The shortest rows that there are, of each kind: everything that a sample, an id or a frame takes has the fewest
    // bytes to come from.
    [Theory]
    [InlineData("sorted")]
    [InlineData("unsorted")]
    [InlineData("track after track")]
    [InlineData("different ids")]
    [InlineData("different ids, unsorted")]
    [InlineData("different times")]
    [InlineData("different times, unsorted")]
    [InlineData("absent")]
    [InlineData("absent, unsorted")]
    [InlineData("with velocities")]
    [InlineData("with velocities, unsorted")]
    public void ATable_TakesTenTimesItsText(string rows)
    {
        var text = new StringBuilder(
            rows.StartsWith("with", StringComparison.Ordinal) ? "t,id,x,y,vx,vy\n" : "t,id,x,y\n");
        for (int k = 0; k < Rows; k++)
        {
            text.Append(rows switch
            {
                "sorted" => $"{k / 15_000},{k % 15_000},1,2\n",
                "unsorted" => $"{9 - k / 15_000},{k % 15_000},1,2\n",
                "track after track" => $"{k % 15_000},{k / 15_000},1,2\n",
                "different ids" => $"0,{Short(k)},1,2\n",
                "different ids, unsorted" => $"{9 - k / 15_000},{Short(k)},1,2\n",
                "different times" => $"{k},0,1,2\n",
                "different times, unsorted" => $"{Rows - k},0,1,2\n",
                "absent" => $"{k / 15_000},,,\n",
                "absent, unsorted" => $"{9 - k / 15_000},,,\n",
                "with velocities" => $"{k / 15_000},{Short(k % 15_000)},1,2,0,0\n",
                _ => $"{9 - k / 15_000},{Short(k % 15_000)},1,2,0,0\n",
            });
        }
        Check(folder.Write("a.csv", text.ToString()), text.Length);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(1000, false)]
    [InlineData(1000, true)]
    public void AnArchiveOfFloats_TakesTenTimesItsBytes(int particles, bool hasVelocities)
    {
        int frames = Rows / particles;
        // Every third position is absent: arrays are cut at the end.
        float[] values = [.. Enumerable.Range(0, 2 * frames * particles).Select(k => k / 2 % 3 == 2 ? float.NaN : 1)];
        float[] velocities = new float[values.Length];
        long bytes = 4L * values.Length * (hasVelocities ? 2 : 1) + 8 * frames;
        Check(Write(file =>
        {
            file.Add<float>("traj", values, frames, particles, 2);
            if (hasVelocities) file.Add<float>("vel", velocities, frames, particles, 2);
            file.Add<double>("times", Times(frames), frames);
        }), bytes);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1000, false)]
    public void ARaggedArchive_TakesTenTimesItsBytes(int particles, bool sorted)
    {
        int frames = Rows / particles;
        Check(Write(file =>
        {
            file.Add<float>("traj", Enumerable.Repeat(1f, 2 * Rows).ToArray(), Rows, 2);
            file.Add<int>("counts", Enumerable.Repeat(particles, frames).ToArray(), frames);
            // All different, so that each is remembered.
            file.Add<int>("ids", Enumerable.Range(0, Rows).Select(k => sorted ? k : k ^ 1).ToArray(), Rows);
            file.Add<double>("times", Times(frames), frames);
        }), 12L * Rows + 12 * frames);
    }

    // 16 bytes for a position and 4 for its particle's number would come from 2, and 20 for a frame without times
    // from 1.
    [Fact]
    public void ArraysOfBytes_WhichWouldTakeMore_AreRefused()
    {
        var options = Sample.Options with { FrameRate = 1 };
        AssertRefused(
            WriteBytes(("traj", $"{Rows}, 1, 2", 2 * Rows)), options,
            "traj", "found |u1; save it as float32");
        string path = Write(file =>
        {
            file.Add<float>("traj", [], 0, 2);
            file.Add<double>("times", Times(Rows), Rows);
        });
        AddBytes(path, "counts", $"{Rows},", Rows);
        Check(path, 9L * Rows);
        path = Write(file => file.Add<float>("traj", [], 0, 2));
        AddBytes(path, "counts", $"{Rows},", Rows);
        AssertRefused(path, options, "counts", "found |u1; save it as int32");
    }

    [Fact]
    public void MoreThanTheMachineHas_IsRefusedWithTheNumber()
    {
        Assert.Null(ReadingMemory.RefusalOf(1e6, 1e8));
        Assert.EndsWith("store fewer frames or particles in one file", ReadingMemory.RefusalOf(1e12, 1e14));
    }

    private string Write(Action<NpzWriter> add)
    {
        string path = Path.Combine(folder.Path, "a.npz");
        using var file = NpzWriter.Create(path, compress: true);
        add(file);
        file.Commit();
        return path;
    }

    // Zeros of type uint8, which the writer has not.
    private string WriteBytes(params (string Name, string Shape, int Length)[] arrays)
    {
        string path = Path.Combine(folder.Path, "bytes.npz");
        foreach (var (name, shape, length) in arrays) AddBytes(path, name, shape, length);
        return path;
    }

    private static void AddBytes(string path, string name, string shape, int length)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        string header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape}), }}";
        using var entry = archive.CreateEntry(name + ".npy").Open();
        entry.Write(
            [
                0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header),
                .. new byte[length],
            ]);
    }

    private static void AssertRefused(string path, RecordedOptions options, string array, string problem)
    {
        var refusal = Assert.Throws<InvalidDataException>(
            () => RecordingFile.Read(path, options, TestContext.Current.CancellationToken));
        Assert.Contains(array, refusal.Message);
        Assert.Contains(problem, refusal.Message);
    }

    private static double[] Times(int frames) => [.. Enumerable.Range(0, frames).Select(k => (double)k)];

    // As few characters as tell numbers apart.
    private static string Short(int number)
    {
        const int First = '0', Count = 'z' - First;
        return number < Count ? $"{(char)(First + number)}" : Short(number / Count - 1) + Short(number % Count);
    }

    private static void Check(string path, long bytes)
    {
        var options = Sample.Options;
        RecordingFile.Read(path, options, TestContext.Current.CancellationToken);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var recording = RecordingFile.Read(path, options, TestContext.Current.CancellationToken);
        // Less than the recording itself would be no measurement.
        long held = 16L * recording.Offsets[^1] + 12 * recording.FrameCount;
        Assert.InRange(
            GC.GetAllocatedBytesForCurrentThread() - before, held, ReadBudget.MostForEachByte * bytes + Constant);
    }
}
