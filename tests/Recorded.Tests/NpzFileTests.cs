using Recorded.InitialConditions;
using Recorded.Options;
using Recorded.Reading;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Recorded.Tests;

/// <summary>NumPy archives, those that the host writes among them.</summary>
public sealed class NpzFileTests : IDisposable
{
    private const float None = float.NaN;

    private readonly TestFolder folder = new();

    [Fact]
    public void DenseArray_WithNaN_IsAParticleThatIsAbsent()
    {
        string path = Write(("traj", [1, 2, None, None, 3, 4, 5, 6, 7, 7, 5, 7], [3, 2, 2]), ("times", [0, 1, 2], [3]));
        var recording = Read(path);
        Assert.Equal(["1,2", "3,4 5,6", "7,7 5,7"], Enumerable.Range(0, 3).Select(t => Sample.Frame(recording, t)));
        Assert.Equal([0, 0, 1, 0, 1], recording.Ids!);
    }

    [Theory]
    [InlineData(1, "expected particles, found 1 frame without any")]
    [InlineData(1_000_000, "expected particles, found 1000000 frames without any")]
    [InlineData(500_000_000, "has no elements and claims 500000000")]
    public void FramesWithoutParticles_AreRefusedBeforeTheyAreMade(int frames, string expected)
    {
        string path = Write(("traj", [], [frames, 0, 2]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            expected,
            Assert.Throws<InvalidDataException>(() => Read(path, Sample.Options with { FrameRate = 25 })).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void FrameRate_StandsForTimes()
    {
        string path = Write(("traj", [1, 2, 3, 4], [2, 1, 2]));
        Assert.Equal([0, 0.04], Read(path, Sample.Options with { FrameRate = 25 }).Times);
        Assert.Contains(
            "array 'times': expected the frames' times, found no such array; give simulator.frame_rate", Error(path));
    }

    [Fact]
    public void RaggedArray_WithIds_IsJoinedByThem()
    {
        string path = Write(
            ("traj", [1, 1, 5, 5, 5, 6, 2, 1], [4, 2]), ("counts", [2, 0, 2], [3]), ("ids", [70, 9, 9, 70], [4]),
            ("times", [0, 1, 2], [3]));
        Assert.Equal([2, 0, 2], Enumerable.Range(0, 3).Select(Play(path, Sample.Options).ParticleCount));
        Assert.Equal([0, 1, 0, 1], Read(path).Ids!);
        Assert.Equal("2,1 5,6", Sample.Frame(Read(path), 2));
    }

    [Fact]
    public void RaggedArray_WithoutIds_PlaysFrameByFrame_WithTheVelocitiesItHas()
    {
        string path = Write(
            ("traj", [1, 1, 5, 5, 2, 1], [3, 2]), ("counts", [2, 1], [2]), ("times", [0, 2], [2]),
            ("vel", [1, 0, 2, 0, 3, 0], [3, 2]));
        var run = Play(path, Sample.Options with { Dt = 2 });
        Assert.Equal([1f, 1, 5, 5, 2, 1], run.AllPositions.ToArray());
        Assert.Equal([1f, 0, 2, 0, 3, 0], run.AllVelocities.ToArray());
        var e = Assert.Throws<InvalidDataException>(() => Play(path, Sample.Options));
        Assert.Contains("does not tell its particles apart", e.Message);
        path = Write(("traj", [1, 1, 5, 5], [2, 2]), ("counts", [2], [1]), ("times", [0], [1]));
        Assert.False(Play(path, Sample.Options).HasVelocities);
    }

    [Fact]
    public void EmptyFrames_AreFrames()
    {
        string path = Write(("traj", [None, None, 1, 1, None, None], [3, 1, 2]), ("times", [0, 1, 2], [3]));
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(Play(path, Sample.Options).ParticleCount));
    }

    [Theory]
    [InlineData("shape")]
    [InlineData("counts")]
    [InlineData("ids")]
    [InlineData("times")]
    [InlineData("order")]
    [InlineData("vel")]
    [InlineData("velnan")]
    [InlineData("outside")]
    [InlineData("infinite")]
    [InlineData("bool")]
    [InlineData("twice")]
    public void WrongArray_IsNamed(string what)
    {
        var (path, expected) = what switch
        {
            "shape" => (Write(("traj", [1, 2, 3], [1, 3])), "array 'traj': expected frames × particles × 2"),
            "counts" =>
                (
                    Ragged(("counts", [1, 2], [2])),
                    "array 'counts': expected numbers from 0 that sum to 2, the rows of traj"),
            "ids" => (Ragged(("counts", [2], [1]), ("ids", [1], [1])), "array 'ids': expected 2"),
            "twice" => (Ragged(("counts", [2], [1]), ("ids", [1, 1], [2])), "array 'ids': expected each particle once"),
            "times" => (Dense(("times", [0], [1])), "array 'times': expected 2, one for each frame, found 1"),
            "order" => (
                Dense(("times", [1, 1], [2])),
                "array 'times': expected finite times that increase, found otherwise at frame 1"),
            "vel" =>
                (Dense(("times", [0, 1], [2]), ("vel", [1, 1], [1, 1, 2])),
                    "array 'vel': expected the shape (2, 1, 2)"),
            "velnan" => (
                Dense(("times", [0, 1], [2]), ("vel", [1, 1, 1, None], [2, 1, 2])),
                "array 'vel': frame 1, row 1: expected finite"),
            "outside" =>
                (Write(("traj", [1, 2, 3, 44], [2, 1, 2]), ("times", [0, 1], [2])),
                    "array 'traj': frame 1, row 1: expected a position on the domain"),
            "bool" => (WriteMask(), "array 'traj': expected numbers, found truth values (bool)"),
            _ =>
                (
                    Write(("traj", [1, 2, 3, float.PositiveInfinity], [2, 1, 2]), ("times", [0, 1], [2])),
                    "array 'traj': frame 1, row 1: expected finite coordinates, "
                    + "or NaN where a particle is absent, found (3, "),
        };
        Assert.Contains(expected, Error(path));
    }

    [Fact]
    public void HalfPrecision_IsReadForPositions_AndRefusedForTimes()
    {
        string Of<T>(params ReadOnlySpan<T> times) where T : unmanaged
        {
            string path = folder.Combine($"{Guid.NewGuid()}.npz");
            using var file = NpzWriter.Create(path);
            file.Add<Half>("traj", [(Half)1, (Half)2.5, (Half)3, (Half)4], 2, 1, 2);
            file.Add("times", times, 2);
            file.Commit();
            return path;
        }
        var recording = Read(Of<double>(0, 1));
        Assert.Equal(["1,2.5", "3,4"], Enumerable.Range(0, 2).Select(t => Sample.Frame(recording, t)));
        Assert.Contains(
            "array 'times': expected numbers of four bytes or more, found <f2: half precision does not tell times "
            + "apart; store them as float64", Error(Of((Half)0, (Half)1)));
    }

    [Fact]
    public void FileThatIsNoArchive_IsNamed() =>
        Assert.Matches(
            "b.npz: not a readable NPZ file: .*[^.]; it is of another kind, damaged or cut short: copy or make it "
            + "again, or let a table's name not end in .npz$",
            Error(folder.Write("b.npz", "no archive")));

    public void Dispose() => folder.Dispose();

    private string Dense(params (string, float[], int[])[] arrays) =>
        Write([("traj", [1, 2, 3, 4], [2, 1, 2]), .. arrays]);

    private string Ragged(params (string, float[], int[])[] arrays) =>
        Write([("traj", [1, 2, 3, 4], [2, 2]), ("times", [0], [1]), .. arrays]);

    [Theory]
    [InlineData(Outside.Refuse)]
    [InlineData(Outside.Drop)]
    [InlineData(Outside.Wrap)]
    public void InfinityIsNoAbsence_InATableAndInAnArchive(Outside outside)
    {
        var options = Sample.Options with { Domain = Sample.Torus with { Outside = outside } };
        foreach (var (text, value) in new[] { ("inf", float.PositiveInfinity), ("-Infinity", float.NegativeInfinity) })
        {
            string path = Write(("traj", [1, 2, value, 2], [2, 1, 2]), ("times", [0, 1], [2]));
            Assert.Contains(
                "expected finite coordinates", Assert.Throws<InvalidDataException>(() => Read(path, options)).Message);
            Assert.StartsWith(
                $"a.csv:2:5: expected a coordinate, found '{text}'",
                Sample.ErrorOf($"0 a 1 2\n1 a {text} 2\n", options));
        }
    }

    private string WriteMask()
    {
        string path = folder.Combine($"{Guid.NewGuid()}.npz");
        using var file = NpzWriter.Create(path);
        file.Add<bool>("traj", [true, false, true, true], 2, 1, 2);
        file.Add<double>("times", [0, 1], 2);
        file.Commit();
        return path;
    }

    private string Write(params (string Name, float[] Values, int[] Shape)[] arrays)
    {
        string path = folder.Combine($"{Guid.NewGuid()}.npz");
        using var file = NpzWriter.Create(path);
        foreach (var (name, values, shape) in arrays)
        {
            if (name is "counts" or "ids") file.Add<int>(name, [.. values.Select(value => (int)value)], shape);
            else file.Add<float>(name, values, shape);
        }
        file.Commit();
        return path;
    }

    private static Recording Read(string path, RecordedOptions? options = null) =>
        RecordingFile.Read(path, options ?? Sample.Options, TestContext.Current.CancellationToken);

    private static Trajectory Play(string path, RecordedOptions options) => new RecordedSimulator(options).Simulate(
        new RunDescription(new RecordingPart { File = path }, 100, 0), TestContext.Current.CancellationToken);

    private static string Error(string path) => Assert.Throws<InvalidDataException>(() => Read(path)).Message;
}
