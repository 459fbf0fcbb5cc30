using Fuzz.Tests.Mutations;
using Recorded;
using Recorded.InitialConditions;
using Recorded.Options;
using Recorded.Reading;
using Rom.Abstractions;

namespace Fuzz.Tests.Targets;

/// <summary>Recordings: tables and archives, played back as a run.</summary>
internal static class RecordingTargets
{
    private const double Duration = 100;

    private static readonly RecordedOptions WithTimes = new()
    {
        Domain = new DomainOptions { Lx = 10, Ly = 8 },
        Dt = 0.5,
    };
    private static readonly RecordedOptions WithFrames = WithTimes with { FrameRate = 2 };

    public static IEnumerable<Target> All =>
    [
        new("table", Tables, path => Play(path, WithTimes), typeof(InvalidDataException)) { Inputs = 5000 },
        new("table-frames", Tables, path => Play(path, WithFrames), typeof(InvalidDataException)) { Inputs = 3000 },
        new("table-long", LongTables, Read, typeof(InvalidDataException)) { Inputs = 100, Allowance = 1 << 20 },
        new("recorded-npz", Archives, path => Play(path, WithTimes), typeof(InvalidDataException)) { Inputs = 5000 },
    ];

    private static IReadOnlyList<Sample> Tables { get; } =
    [
        Table("times.csv",
            "time,id,x,y\n0,1,1,1\n0,2,2.5,3\n0.5,1,1.5,1\n0.5,2,2.5,3.5\n1,1,2,1\n1.5,1,2.5,1\n1.5,2,3,4\n"),
        Table("frames.csv", "frame;fish;x;y;vx;vy\n0;a;1;1;0;1\n1;a;1;2;0;1\n2;a;1;3;0;1\n2;b;4;4;1;0\n"),
        Table("bare.csv", "# made by hand\n0 1 1 1\n1 1 2 1\n2 1 3 1\n"),
        Table("titled.csv",
            "Spots\nTIME\tTRACK_ID\tPOSITION_X\tPOSITION_Y\ns\t\tcm\tcm\n0\t1\t1\t1\n1\t1\tNaN\t\n2\t1\t3\t2\n"),
    ];

    // So many rows, as short as they can be, that what each of them takes shows beside the constant; in order, track
    // after track, with an id each.
    private static IReadOnlyList<Sample> LongTables { get; } =
    [
        Table("sorted.csv", Rows(k => $"{k / 2000} {k % 2000} 1 1\n")),
        Table("tracks.csv", Rows(k => $"{k % 2000} {k / 2000} 1 1\n")),
        Table("ids.csv", Rows(k => $"{9 - k / 2000} {k} 1 1\n")),
        Table("absent.csv", "t;id;x;y\n" + Rows(k => $"{k};;;\n")),
    ];

    private static IReadOnlyList<Sample> Archives { get; } =
    [
        ArrayTargets.Of("cube.npz", writer =>
        {
            writer.Add<float>("traj", [1, 1, 2, 2, 1.5f, 1, 2, 2.5f, 2, 1, float.NaN, 3], 3, 2, 2);
            writer.Add<double>("times", [0, 0.5, 1], 3);
            writer.Add<float>("vel", new float[12], 3, 2, 2);
        }),
        ArrayTargets.Of("ragged.npz", writer =>
        {
            writer.Add<double>("traj", [1, 1, 2, 2, 1.5, 1], 3, 2);
            writer.Add<long>("counts", [2, 0, 1], 3);
            writer.Add<long>("ids", [7, 9, 7], 3);
            writer.Add<double>("times", [0, 1, 2], 3);
        }),
    ];

    private static Sample Table(string name, string text) => new(name, TextMutations.Bytes(text));

    private static string Rows(Func<int, string> row) => string.Concat(Enumerable.Range(0, 20_000).Select(row));

    private static string Read(string path)
    {
        RecordingFile.Read(path, WithTimes, CancellationToken.None);
        return "read";
    }

    private static string Play(string path, RecordedOptions options)
    {
        var simulator = new RecordedSimulator(options);
        var part = new RecordingPart { File = path };
        simulator.RefusalOf(part, Duration);
        simulator.Simulate(new RunDescription(part, Duration, 1), CancellationToken.None);
        return "read";
    }
}
