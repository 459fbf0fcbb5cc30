using System.IO.Compression;
using System.Text.Json;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Evaluation;
using RomHost.Models;

namespace Fuzz.Tests.Targets;

/// <summary>Files of an experiment, as commands and a continued run read them.</summary>
internal static class ExperimentTargets
{
    // A tree of JSON is bounded by its number of values (JsonFile.MostValues), which take more than ten bytes each.
    private const long Bounded = 256 << 20;

    // A small experiment of this version: its config_used.yaml makes it anew.
    public static IReadOnlyList<Sample> Files { get; } = [.. Unpacked("experiment.zip")];

    public static IEnumerable<Target> All =>
    [
        new(
            "report", [.. Files.Where(IsShown), .. Enumerable.Repeat(Main, 10).SelectMany(files => files)],
            path => CommandLine.Run("report", Root(Repaired(path))))
            {
                Inputs = 250,
                Surroundings = Files,
                Allowance = Bounded,
            },
        new(
            "inspect",
            [.. Files.Where(file => file.Extension == ".json"),
                .. Enumerable.Repeat(Main, 5).SelectMany(files => files)],
                path => CommandLine.Run("inspect", Root(Repaired(path))))
                {
                    Inputs = 1200,
                    Surroundings = Files,
                    Allowance = Bounded,
                },
        new("compare", Main, Compare) { Inputs = 300, Surroundings = Files, Allowance = Bounded },
        new("record", [.. Files.Where(IsRecord)], ReadRecord)
        {
            Inputs = 3000,
            Surroundings = Files,
            Allowance = Bounded,
        },
    ];

    // The files that are read most.
    private static IReadOnlyList<Sample> Main { get; } =
        [.. Files.Where(file => file.Name is "summary.json" or "runtime_contest.json")];

    private static bool IsShown(Sample file) =>
        file.Extension is ".json" or ".csv" or ".npz" && !file.Name.StartsWith("train", StringComparison.Ordinal);

    private static bool IsRecord(Sample file) =>
        file.Extension == ".json"
            && (file.Name.StartsWith("stages/", StringComparison.Ordinal)
                || file.Name.Contains("/run_", StringComparison.Ordinal));

    // The root is the folder that holds config_resolved.yaml.
    private static string Root(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        return File.Exists(Path.Combine(folder, "config_resolved.yaml")) ? folder : Root(folder);
    }

    // A damaged experiment against a whole one, and the other way round.
    private static string Compare(string path)
    {
        string root = Root(path), whole = Path.Combine(root, "whole.json");
        if (!File.Exists(whole))
            File.WriteAllBytes(whole, Files.Single(file => file.Name == "runtime_contest.json").Bytes);
        CommandLine.Run("compare", whole, root);
        return CommandLine.Run("compare", root, root, "--fail-above", "5%");
    }

    // Most records that still have their form get the right checksum, so that their content is read.
    private static string Repaired(string path)
    {
        if (new FileInfo(path).Length % 4 == 0 || !path.EndsWith(".json", StringComparison.Ordinal)) return path;
        try
        {
            JsonText.Read<ArtifactRecord>(path).Sealed().Write(path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The file is not a record.
        }
        return path;
    }

    private static string ReadRecord(string path)
    {
        var record = ArtifactRecord.Read(Repaired(path));
        ArtifactRecord.ReasonToMake(path, record?.Inputs ?? new Dictionary<string, string>(), out _);
        if (record is null) return "damaged";
        _ = record.Fingerprint;
        _ = RunWarnings.In(record.Facts).ToList();
        _ = record.FaultOfFacts(facts => TrainingFacts.FromJson(facts));
        _ = record.FaultOfFacts(facts => EvaluationFacts.FromJson(facts));
        return "read";
    }

    private static IEnumerable<Sample> Unpacked(string archive)
    {
        using var files = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Corpus", archive));
        foreach (var entry in files.Entries.Where(entry => entry.Name.Length > 0))
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            yield return new Sample(entry.FullName, content.ToArray());
        }
    }
}
