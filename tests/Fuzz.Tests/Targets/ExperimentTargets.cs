using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Clusters;
using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Models;
using RomHost.Selection;

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
        new("results", Main, path => CommandLine.Run("table", Root(path), "--column", "pod.r", "--csv", "-"))
        {
            Inputs = 300,
            Surroundings = Files,
            Allowance = Bounded,
        },
        new("submission", [Submitted], path => Submission.Read(path).Id, typeof(InvalidDataException))
        {
            Inputs = 500,
            Allowance = Bounded,
        },
        new("process", [Claimed], ReadProcess) { Allowance = 1 << 20 },
        new("artifact-index", [Indexed], ReadIndex),
        new("record", [.. Files.Where(IsRecord), .. Selections], ReadRecord)
        {
            Inputs = 3000,
            Surroundings = Files,
            Allowance = Bounded,
        },
    ];

    private static Sample Claimed { get; } = new(
        "0123456789abcdef0123456789abcdef.process",
        Encoding.UTF8.GetBytes(
            (WorkingProcess.Current(new string('a', 64)) with { Work = "the stage train_models" }).Text));

    // A claim has the same content.
    private static string ReadProcess(string path)
    {
        if (WorkingProcess.Read(path) is not { } process) return "none";
        _ = (process.Name, process.HasEnded, process.IsAliveHere, process.IsSilent(DateTime.UtcNow), process.Text);
        return process.Id.Length == 0 ? "unknown" : "read";
    }

    private static Sample Indexed { get; } = new(
        ArtifactIndex.FileName, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5).Select(k => new JsonObject
        {
            ["folder"] = $"study_lag-{k}",
            ["version"] = 1,
            ["state"] = "8de2d9f1a7c4b00 8de2d9f1a7c4b01 8de2d9f1a7c4b02 0",
            ["fingerprints"] = "0123456789abcdef 00000000000000ff",
        }.ToJsonString() + "\n"))));

    // There is no other experiment, whatever the index says.
    private static string ReadIndex(string path) =>
        new ArtifactIndex(Path.GetDirectoryName(path)!, null, TimeProvider.System)
            .Having("0123456789abcdef", keeps: false).Count == 0
            ? "read"
            : throw new InvalidOperationException("expected no experiment, found one");

    // The files that are read most.
    private static IReadOnlyList<Sample> Main { get; } =
        [.. Files.Where(file => file.Name is "summary.json" or "runtime_contest.json")];

    // The experiment of the corpus has no candidates.
    private static IReadOnlyList<Sample> Selections { get; } =
    [
        RecordOf("stages/select_options.A.json", new SelectionFacts(
            new OrderedDictionary<string, string> { ["lag"] = "5", ["ridge_alpha"] = "1.0e-06" }, null, "r2_latent",
            0.75, 0.0125, 4, 6, "lag 5, ridge_alpha 1.0e-08").ToJson()),
        RecordOf("stages/select_options.A.0123456789abcdef.json", new CandidateFacts(
            CandidateStatus.Rejected, "held-out run 1 (ring): it left", null, [0.5, double.NaN, -3e300, 1]).ToJson()),
        RecordOf("stages/select_options.A.fedcba9876543210.json", new CandidateFacts(
            CandidateStatus.Failed, "no device", "   at A.Train()", []).ToJson()),
    ];

    private static Sample Submitted { get; } = new(
        "20261126T190000Z-0123abcd.json", Encoding.UTF8.GetBytes(JsonText.Of(new Submission(
            "20261126T190000Z-0123abcd", Submission.Slurm, "demo", "0123", "me", "here", "/data", DateTime.UnixEpoch,
            new Dictionary<string, double> { ["generate_training_data"] = 60 },
            new Dictionary<string, long> { ["summary.json"] = 638000000000000000 },
            [
                new("generate_training_data", "generate_training_data", ["generate_training_data"], false, [], ["12"],
                    ["train/{run}/metadata.json"], [new("0-9"), new("10-19,30")]) { Id = "17" },
                new("train_models", "train_models", ["train_models"], false, ["generate_training_data"], [],
                    ["stages/train_models.{model}.json"], [new(null, "MVAR"), new(null, "LSTM")]),
            ]))));

    private static Sample RecordOf(string name, JsonObject facts) => new(name, Encoding.UTF8.GetBytes(JsonText.Of(
        ArtifactRecord.Of("/stages/record.json", new Dictionary<string, string> { ["seed"] = "1" }, [], facts, 0.5))));

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
        _ = record.FaultOfFacts(facts => ReferenceFacts.FromJson(facts));
        _ = record.FaultOfFacts(facts => SelectionFacts.FromJson(facts).ToString());
        _ = record.FaultOfFacts(facts => _ = CandidateFacts.FromJson(facts).StandardError);
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
