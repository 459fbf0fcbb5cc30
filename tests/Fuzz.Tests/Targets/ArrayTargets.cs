using Rom.Numerics.Files;
using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;

namespace Fuzz.Tests.Targets;

/// <summary>Files of NumPy and PyTorch.</summary>
internal static class ArrayTargets
{
    public static IEnumerable<Target> All =>
    [
        new("npz", Arrays, ReadArrays, typeof(InvalidDataException)) { Inputs = 1500, Allowance = Bounded },
        new("inspect-npz", Arrays, path => CommandLine.Run("inspect", path)) { Inputs = 2000, Allowance = Bounded },
        new("state-dict", [.. Sample.In("saved")], ReadStateDict, typeof(InvalidDataException))
        {
            Inputs = 2000,
            Allowance = Bounded,
        },
        new("inspect-pt", [.. Sample.In("saved")], path => CommandLine.Run("inspect", path))
        {
            Inputs = 2000,
            Allowance = Bounded,
        },
    ];

    // The read budget of any file (ReadBudget), and the allocations around the reading.
    private const long Bounded = ReadBudget.Constant + (16 << 20);

    /// <summary>Small archives of every type that is written, stored and deflated.</summary>
    public static IReadOnlyList<Sample> Arrays { get; } = [Archive("stored.npz", false), Archive("deflated.npz", true)];

    /// <summary>Writes an archive.</summary>
    public static Sample Of(string name, Action<NpzWriter> add, bool compress = false)
    {
        string folder = Directory.CreateTempSubdirectory("romhost-fuzz-").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            using (var writer = NpzWriter.Create(path, compress))
            {
                add(writer);
                writer.Commit();
            }
            return new Sample(name, File.ReadAllBytes(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Sample Archive(string name, bool compress) => Of(
        name,
        writer =>
        {
            writer.Add<double>("a", [1, 2, 3, 4, 5, 6], 2, 3);
            writer.Add<float>("b", [1, 2], 2);
            writer.Add<long>("c", [1, -2, 3], 3);
            writer.Add<int>("d", [], 0, 4);
            writer.AddScalar("e", true);
            writer.AddText("f", "text é😀");
            writer.Add<double>("g", new double[600], 10, 3, 20);
        },
        compress);

    // Tries every way of reading each array: the first refusal counts, and the others must be of the same kind.
    private static string ReadArrays(string path)
    {
        using var file = NpzReader.Open(path);
        InvalidDataException? refusal = null;
        Action<string>[] ways =
        [
            name => file.ReadDoubles(name), name => file.ReadSingles(name), name => file.ReadInt64s(name),
            name => file.ReadScalar(name),
            name => file.ReadText(name), name => file.Header(name), name => file.ReadInto(name, new float[2]),
            name => file.ReadParts(name, [2, 4]),
        ];
        foreach (string name in file.Names)
        {
            int refused = 0;
            foreach (var way in ways)
            {
                try
                {
                    way(name);
                }
                catch (InvalidDataException e)
                {
                    refused++;
                    if (refused == ways.Length) refusal = e;
                }
            }
        }
        if (refusal is not null) throw refusal;
        file.Verify();
        return "read";
    }

    private static string ReadStateDict(string path)
    {
        StateDictFile.Describe(path);
        StateDictFile.Read(path);
        return "read";
    }
}
