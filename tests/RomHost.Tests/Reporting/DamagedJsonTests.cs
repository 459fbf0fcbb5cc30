using System.Text;
using System.Text.Json.Nodes;
using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Cli;
using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

/// <summary>Damaged result files: their readers report the damage, with file and position.</summary>
public sealed class DamagedJsonTests : IDisposable
{
    private static readonly string[] Wrong =
        ["null", "\"x\"", "-1", "1e999", "1e308", "99999999999999999999", "[]", "[null]", "{}", "{\"a\": null}",
            "\"\\ud800\"", "true"];

    private readonly string root = Directory.CreateTempSubdirectory("romhost-json-").FullName;

    private string Summary => Path.Combine(root, "summary.json");

    private string Contest => Path.Combine(root, "runtime_contest.json");

    public DamagedJsonTests()
    {
        File.WriteAllText(Path.Combine(root, "config_resolved.yaml"), "");
        File.WriteAllText(Summary, WholeSummary);
        File.WriteAllText(Contest, WholeContest);
        File.WriteAllText(Path.Combine(root, "runtime_costs.json"), """{"models": []}""");
        Directory.CreateDirectory(Path.Combine(root, "test", "run_000"));
        File.WriteAllText(
            Path.Combine(root, "test", "run_000", "metadata.json"), """{"facts": {"label": "a", "family": "b"}}""");
    }

    private const string WholeSummary = """
        {
          "experiment_name": "small", "config": {"benchmark": {"steps": 10}}, "stages": {"build_pod_basis": 1.5},
          "models": {
            "A": {"status": "ok", "training_seconds": 1, "parameter_count": 5,
              "test_metrics": {"r2_reconstructed": 0.5, "r2_pod": 0.9, "T_forecast": 20}},
            "B": {"status": "ok", "training_seconds": 1,
              "test_metrics": {"r2_reconstructed": 0.1, "r2_pod": 0.9, "T_forecast": 20}}
          },
          "forecast_skill": {"verdict": "A is the best shape forecast.", "best": ["A"], "doubts": ["few runs"],
            "methods": [{"name": "A", "kind": "model", "r2_reconstructed": {"value": 0.5},
              "skill_r2_reconstructed": {"value": 0.4}}]}
        }
        """;

    private static string WholeContest
    {
        get
        {
            Dictionary<string, T> Both<T>(T value) => new() { ["A"] = value, ["B"] = value };
            var shape = new SampleShape(
                1e-6, 1e-8, new Dictionary<string, double> { ["p50"] = 1e-6 }, 0, 0, false, 0, false);
            var pair = new PairResult("A", "B", 1, 0.9, 1.1, 0.5, Verdict.Inconclusive);
            CaseResult Case(string name) => new(
                name, "rounds", 1e-8, Both(10), Both(0.0), Both(shape), pair, [pair], ["A", "B"],
                Both(new double[] { 1e-6, 2e-6 }))
            {
                RoundsPerRepetition = [1, 1], // too few for an interval, which takes thousands of resamples
                Processes = 2,
                Notes = ["a note"],
            };
            return new ContestReport(
                new ContestSettings(), [Case("one_step"), Case("restrict_forecast_lift")]).ToJson();
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void WholeFiles_AreReadWithoutProblem()
    {
        Assert.Equal(0, RootCommandLine.Invoke(["compare", root, root]));
        Assert.StartsWith(
            "A is the best shape", (string?)new ReportData(new ExperimentFolder(root)).Gather()["verdict"]);
        Assert.Equal(0, RootCommandLine.Invoke(["inspect", root]));
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("runtime_contest.json")]
    public void EachValueOfAnotherKind_IsNamedOrLeftOut(string name)
    {
        string path = Path.Combine(root, name), whole = File.ReadAllText(path);
        int changed = 0;
        foreach (string mutant in Mutants(whole).Distinct())
        {
            File.WriteAllText(path, mutant);
            Check(mutant);
            changed++;
        }
        Assert.InRange(changed, 100, 10_000);
    }

    public static TheoryData<string, byte[]> WholeFilesOfAnotherKind => new()
    {
        { "empty", [] },
        { "a blank", " "u8.ToArray() },
        { "cut", "{\"models\": {\"A\""u8.ToArray() },
        { "null", "null"u8.ToArray() },
        { "a list", "[1]"u8.ToArray() },
        { "deep", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))) },
        { "not UTF-8", [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D] },
        { "UTF-16", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00] },
        { "twice", "{\"models\": {}, \"models\": {}}"u8.ToArray() },
        { "zeros", new byte[5000] },
        { "many values",
            Encoding.UTF8.GetBytes($"{{\"a\": [{string.Join(',', Enumerable.Repeat('1', 1_000_001))}]}}") },
    };

    [Theory]
    [MemberData(nameof(WholeFilesOfAnotherKind))]
    public void AFileOfAnotherKind_IsNamedWithItsPlace(string kind, byte[] bytes)
    {
        _ = kind;
        foreach (string path in new[] { Summary, Contest, Path.Combine(root, "test", "run_000", "metadata.json") })
        {
            byte[] whole = File.ReadAllBytes(path);
            File.WriteAllBytes(path, bytes);
            Check(kind);
            var error = Assert.Throws<InvalidDataException>(() => JsonFile.ReadObject(path));
            Assert.StartsWith(path, error.Message);
            Assert.EndsWith("run the experiment again, which writes the file anew", error.Message);
            Assert.Throws<InvalidDataException>(() => JsonFile.Read(path, ContestReport.FromJson));
            File.WriteAllBytes(path, whole);
        }
    }

    [Fact]
    public void AByteOrderMark_IsPassedOver()
    {
        File.WriteAllText(Summary, WholeSummary, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("small", (string?)JsonFile.ReadObject(Summary)["experiment_name"]);
    }

    [Fact]
    public void ALongFile_IsRefusedBeforeItIsRead()
    {
        using (var file = File.Create(Summary)) file.SetLength(100 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "at most 16 MiB", Assert.Throws<InvalidDataException>(() => JsonFile.ReadObject(Summary)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(2, RootCommandLine.Invoke(["compare", Summary, Summary]));
    }

    // Text that is in no file has no position.
    [Fact]
    public void AMistake_IsNamedWithLineAndColumn()
    {
        File.WriteAllText(Summary, "{\n  \"models\": {,}\n}");
        Assert.StartsWith(
            $"{Summary}:2:14: it is not as a run writes it: ",
            Assert.Throws<InvalidDataException>(() => JsonFile.ReadObject(Summary)).Message);
    }

    private void Check(string mutant)
    {
        try
        {
            // A report shows the valid parts and names the invalid ones.
            string data = new ReportData(new ExperimentFolder(root)).Gather().ToJsonString();
            JsonNode.Parse(data, documentOptions: new() { MaxDepth = 200 });
            foreach (string[] command in new[]
            {
                new[] { "compare", root, root },
                ["compare", Contest, Contest],
                ["inspect", root],
            })
                Assert.Contains(RootCommandLine.Invoke(command), new[] { 0, 2 });
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"of {(mutant.Length > 2000 ? mutant[..2000] : mutant)}", e);
        }
    }

    /// <summary>Each value replaced by each wrong one, and each key or item removed.</summary>
    private static IEnumerable<string> Mutants(string json)
    {
        foreach (var place in Places(JsonNode.Parse(json)!, []).ToList())
        {
            foreach (string? wrong in Wrong.Append(null))
            {
                var tree = JsonNode.Parse(json)!;
                var parent = place[..^1].Aggregate(
                    tree, (node, step) => step is string key ? node[key]! : node[(int)step]!);
                const string Mark = "«mark»";
                switch (parent, place[^1])
                {
                    case (JsonObject within, string key) when wrong is null: within.Remove(key); break;
                    case (JsonArray within, int index) when wrong is null: within.RemoveAt(index); break;
                    case (JsonObject within, string key): within[key] = Mark; break;
                    case (JsonArray within, int index): within[index] = Mark; break;
                }
                yield return tree.ToJsonString(
                    new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
                    .Replace($"\"{Mark}\"", wrong, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<object[]> Places(JsonNode? node, object[] path)
    {
        IEnumerable<(object Step, JsonNode? Value)> inner = node switch
        {
            JsonObject entries => entries.Select(entry => ((object)entry.Key, entry.Value)),
            JsonArray items => items.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        foreach (var (step, value) in inner)
        {
            object[] here = [.. path, step];
            yield return here;
            foreach (object[] deeper in Places(value, here)) yield return deeper;
        }
    }
}
