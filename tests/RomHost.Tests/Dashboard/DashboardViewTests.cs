using System.Net;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Clusters;
using RomHost.Progress;

namespace RomHost.Tests.Dashboard;

/// <summary>What the dashboard says of experiments, and that it says what is new.</summary>
public sealed class DashboardViewTests : IDisposable
{
    private readonly PlantedRoot root = new();
    private readonly Lazy<PlantedServer> server;

    public DashboardViewTests() => server = new(() => new PlantedServer(root));

    private PlantedServer Server => server.Value;

    [Fact]
    public async Task TheTable_HasTheOptionsThatDiffer_SeedsAsOneRow_AndTheBestFirst()
    {
        foreach (int seed in (int[])[0, 1])
        {
            root.Finish($"study_lag-1_seed-{seed}", lag: 1, seed, r2: 0.5 + 0.1 * seed);
            root.Finish($"study_lag-5_seed-{seed}", lag: 5, seed, r2: 0.8 + 0.1 * seed);
        }
        var results = (await Server.Json("/api/experiments"))["results"]!;
        Assert.Equal(
            ["model", "lag", "R²", "skill", "training", "step", "parameters"], Texts(results["columns"]!, "title"));
        // Python: statistics.stdev([0.8, 0.9]) = 0.0707
        Assert.Equal("0.8500 ± 0.071", (string)results["rows"]![0]!["cells"]![2]!);
        Assert.Equal(["study_lag-5_seed-0", "study_lag-5_seed-1"], Values(results["rows"]![0]!["experiments"]!));
        Assert.Equal("r2_reconstructed", (string)results["sort"]!);

        var each = (await Server.Json("/api/experiments?seeds=1&sort=seed&filter=lag>1+study"))["results"]!;
        Assert.Equal(["experiment", "model", "seed"], Texts(each["columns"]!, "title").Take(3));
        Assert.Equal(
            ["study_lag-5_seed-0", "study_lag-5_seed-1"],
            each["rows"]!.AsArray().Select(row => (string)row!["cells"]![0]!));

        var sweep = Assert.Single((await Server.Json("/api/experiments"))["sweeps"]!.AsArray())!;
        Assert.Equal("study", (string)sweep["name"]!);
        Assert.Equal(4, (int)sweep["size"]!);
    }

    [Fact]
    public async Task Csv_IsTheWholeTable_AsRomhostTableWritesIt()
    {
        for (int i = 0; i < 120; i++) root.Finish($"e{i}", lag: i, r2: i / 200.0);
        using var answer = await Server.Ask("/results.csv?filter=lag<100");
        string[] lines = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split('\n');
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(101, lines.Length);
        Assert.StartsWith("experiment,model,lag,r2_reconstructed,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("e99,MVAR,99,0.495,", lines[1], StringComparison.Ordinal);
        var page = (await Server.Json("/api/experiments?page=99"))["results"]!;
        Assert.Equal(
            (120, 3, 2, 20),
            ((int)page["total"]!, (int)page["pages"]!, (int)page["page"]!, page["rows"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("filter=lags%3E5", "did you mean 'lag'?")]
    [InlineData("filter=environment.cpu%3D5", "which romhost table reads")]
    [InlineData("metric=nonsense", "which none of them has")]
    public async Task ARequestThatNoTableAnswers_IsToldWhy(string query, string reason)
    {
        root.Finish("a", lag: 1);
        root.Finish("b", lag: 2);
        var results = (await Server.Json("/api/experiments?" + query))["results"]!;
        Assert.Empty(results["rows"]!.AsArray());
        Assert.Contains(reason, (string)results["problem"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("--", (string)results["problem"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiments_Appear_Run_Finish_AndGo_WithoutAnotherStart()
    {
        root.Finish("first");
        Assert.Equal(["finished 1"], await States());
        var second = root.Begin("second");
        Assert.Equal(["stopped 1", "finished 1"], await States());
        string process = PlantedRoot.AtWork(second, new ProgressNote("Training runs", 3.5, 24, "run", 1, 9));
        Assert.Equal(["running 1", "finished 1"], await States());
        var shown = (await Server.Json("/api/experiments"))["unfinished"]![0]!;
        Assert.Equal("second", (string)shown["name"]!);
        var at = shown["processes"]![0]!;
        Assert.Equal("the training of MVAR", (string)at["work"]!);
        Assert.Equal((3.5, 24, "run", 1, 9), ((double)at["progress"]!["completed"]!, (double)at["progress"]!["total"]!,
            (string)at["progress"]!["unit"]!, (int)at["progress"]!["stage"]!, (int)at["progress"]!["stages"]!));
        File.Delete(process);
        root.Finish("second");
        Assert.Equal(["finished 2"], await States());
        Directory.Delete(second.Root, recursive: true);
        Assert.Equal(["finished 1"], await States());
        Directory.Delete(root.Experiment("first").Root, recursive: true);
        var none = await Server.Json("/api/experiments");
        Assert.Contains("found no config_resolved.yaml", (string)none["problem"]!, StringComparison.Ordinal);
    }

    /// <summary>The clocks of two machines may differ by any time.</summary>
    [Fact]
    public async Task AProcessOfAnotherMachine_IsAtWork_AsLongAsItsFileChanges()
    {
        string process = PlantedRoot.AtWork(root.Begin("elsewhere"), null, isHere: false);
        DateTime other = DateTime.UtcNow.AddHours(-3);
        File.SetLastWriteTimeUtc(process, other);
        Assert.Equal(["stopped 1"], await States());
        for (int i = 1; i <= 3; i++)
        {
            File.SetLastWriteTimeUtc(process, other.AddSeconds(10 * i));
            Assert.Equal(["running 1"], await States());
            Server.Clock.Pass(30);
        }
        Server.Clock.Pass(61);
        Assert.Equal(["stopped 1"], await States());
    }

    /// <summary>Of jobs that wait or run, no file tells; no scheduler is asked.</summary>
    [Fact]
    public async Task TasksOfASubmission_AreCounted_ByTheFilesThatTheyLeave()
    {
        const string Id = "20260102T030405Z-0123abcd";
        var experiment = root.Begin("submitted");
        var cluster = new ClusterFolder(experiment);
        Directory.CreateDirectory(cluster.Root);
        Submitted(Id, Submission.Slurm).Write(cluster.RecordOf(Id));
        var one = await Unfinished();
        Assert.Equal(("submitted", "tasks: 2 not done; romhost status asks the scheduler"), (one.State, one.Note));
        File.WriteAllText(cluster.ExitOf(Id, "generate_training_data", 0, 0), "");
        File.WriteAllText(cluster.ExitOf(Id, "generate_training_data", 1, 4), "");
        Directory.SetLastWriteTimeUtc(cluster.Root, DateTime.UtcNow.AddSeconds(1));
        one = await Unfinished();
        Assert.Equal(("failed", "tasks: 1 done, 1 failed; romhost status asks the scheduler"), (one.State, one.Note));
        var view = await Server.Json("/api/experiment?experiment=submitted");
        Assert.Equal("""[["generate_training_data",1,1]]""", view["tasks"]!.ToJsonString());
    }

    [Fact]
    public async Task TasksOfAProcessThatWasKilled_AreLost_ThoughItLeftNoFile()
    {
        const string Id = "20260102T030405Z-0123abcd";
        var cluster = new ClusterFolder(root.Begin("submitted"));
        Directory.CreateDirectory(cluster.Root);
        Submitted(Id, Submission.Local).Write(cluster.RecordOf(Id));
        string process = cluster.ProcessOf(Id);
        File.WriteAllText(process, (WorkingProcess.Current("identity") with { Machine = "elsewhere" }).Text);
        Assert.Equal("submitted", (await Unfinished()).State);
        File.SetLastWriteTimeUtc(process, DateTime.UtcNow.AddSeconds(-61));
        Server.Clock.Pass(5);
        Assert.Equal("failed", (await Unfinished()).State);
    }

    private async Task<(string State, string Note)> Unfinished()
    {
        var all = (await Server.Json("/api/experiments"))["unfinished"]!;
        return ((string)all[0]!["state"]!, (string)all[0]!["note"]!);
    }

    private static Submission Submitted(string id, string scheduler) => new(
        id, scheduler, "submitted", "identity", "user", "login", "/", DateTime.UtcNow,
        new Dictionary<string, double>(), new Dictionary<string, long>(),
        [
            new ClusterJob(
                "generate_training_data", "generate_training_data", [], false, [], [], [],
                [new ClusterTask("0-1"), new ClusterTask("2-3")])
            {
                Id = scheduler == Submission.Slurm ? "17" : null,
            },
        ]);

    [Fact]
    public async Task WhereNothingChanged_TheAnswerIsEmpty()
    {
        root.Finish("a");
        using var first = await Server.Ask("/api/experiments");
        string tag = first.Headers.ETag!.ToString();
        Server.Clock.Pass(5);
        using var same = await Server.Ask("/api/experiments", null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());
        using var other = await Server.Ask("/api/experiments?filter=a", null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        root.Finish("b");
        Server.Clock.Pass(5);
        using var changed = await Server.Ask("/api/experiments", null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"models": {"A": 1}, "models": 2}""")]
    public async Task ADamagedSummary_IsARowThatSaysSo(string text)
    {
        root.Finish("good");
        File.WriteAllText(root.Begin("bad").Summary, text);
        await Says("bad", "it is not as a run writes it");
    }

    [Fact]
    public async Task AHugeSummary_IsNotRead()
    {
        root.Finish("good");
        using (var file = File.Create(root.Begin("bad").Summary)) file.SetLength(JsonFile.LongestTree + 1L);
        await Says("bad", "expected at most 16 MiB of JSON");
    }

    [Fact]
    public async Task StrangeSummaries_AreShown_AsFarAsTheyGo()
    {
        string[] strange =
        [
            "{}", """{"models": 4}""", """{"models": {"A": 3, "": {}, "..": {"status": 5}}, "config": [1]}""",
            """{"models": {"A": {"test_metrics": {"r2_reconstructed": 1e999}}}}""",
            """{"config": {"models": [4, null]}}""",
        ];
        for (int i = 0; i < strange.Length; i++) File.WriteAllText(root.Begin($"strange{i}").Summary, strange[i]);
        root.Finish("good");
        var all = await Server.Json("/api/experiments?seeds=1");
        Assert.Equal(6, (int)all["total"]!);
        for (int i = 0; i < strange.Length; i++)
        {
            await Server.Json($"/api/experiment?experiment=strange{i}");
            await Server.Json($"/api/comparison?experiment=good&experiment=strange{i}");
        }
        await Server.Json("/api/parallel?seeds=1");
    }

    [Fact]
    public async Task OfALog_TheEndIsRead_InWholeLines()
    {
        var experiment = root.Begin("a");
        string logs = Directory.CreateDirectory(Path.Combine(experiment.Root, "logs")).FullName;
        string log = Path.Combine(logs, "train_models.17_0.log");
        File.WriteAllText(log, "first\nsecond ü\n");
        Assert.Equal("first\nsecond ü\n", (string)(await Server.Json(Address))["text"]!);
        File.AppendAllText(log, string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
        var tail = await Server.Json(Address);
        string text = (string)tail["text"]!;
        Assert.InRange(text.Length, 60_000, 65_536);
        Assert.StartsWith("line ", text, StringComparison.Ordinal);
        Assert.EndsWith("line 19999\n", text, StringComparison.Ordinal);
        Assert.Equal(new FileInfo(log).Length, (long)tail["bytes"]!);
        Assert.Equal((long)tail["bytes"]! - text.Length, (long)tail["skipped"]!);
        File.WriteAllBytes(log, new byte[200_000]); // without an end of line
        Assert.Equal(65_536, ((string)(await Server.Json(Address))["text"]!).Length);
        var view = await Server.Json("/api/experiment?experiment=a");
        Assert.Equal("train_models.17_0.log", (string)view["logs"]![0]!["name"]!);
    }

    [Fact]
    public async Task AComparison_HasScoresBesideEachOther_OptionsThatDiffer_AndCurvesOverTheRuns()
    {
        foreach (var (name, lag, r2) in ((string, int, double)[])[("a", 1, 0.5), ("b", 5, 0.75)])
        {
            var experiment = root.Finish(name, lag, r2: r2);
            Directory.CreateDirectory(experiment.Model("MVAR"));
            for (int run = 0; run < 2; run++)
            {
                var folder = experiment.Run(RomHost.Configuration.Split.Test, run);
                Directory.CreateDirectory(folder.Root);
                string second = run == 0 ? "" : "0.5";
                File.WriteAllText(
                    folder.R2VersusTime("MVAR"), $"t,r2_reconstructed\n1,{0.2 + 0.2 * run}\n2,{second}\n3,1\n");
            }
        }
        var view = await Server.Json("/api/comparison?experiment=a&experiment=b");
        Assert.Equal(["a", "b"], view["experiments"]!.AsArray().Select(one => (string)one!["name"]!));
        Assert.Equal(["MVAR.lag", "1", "5"], Values(Assert.Single(view["options"]!.AsArray())!));
        Assert.Contains(view["scores"]!.AsArray(), row => Values(row!) is ["MVAR", "R²", "0.5000", "0.7500"]);
        Assert.Equal([0.3, 1], view["curves"]![0]!["r2"]!.AsArray().Select(value => (double)value!));
        Assert.Equal([1, 3], view["curves"]![0]!["t"]!.AsArray().Select(value => (double)value!));
        foreach (string query in (string[])
            ["experiment=a", "experiment=a&experiment=a", "experiment=a&experiment=none", ""])
        {
            var refused = await Server.Json("/api/comparison?" + query);
            Assert.StartsWith(
                "expected 2 to 4 experiments that are there", (string)refused["problem"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ScoresOfForecastShifts_AreShown_WhereAnExperimentHasThem()
    {
        const string title = "horizon in the lab frame";
        root.Finish("a", r2: 0.5);
        Assert.DoesNotContain("horizon_lab", Texts((await Server.Json("/api/experiments"))["scores"]!, "key"));
        root.Finish("b", r2: 0.75, horizonInLab: 3.25);
        Assert.Contains("horizon_lab", Texts((await Server.Json("/api/experiments"))["scores"]!, "key"));
        var without = await Server.Json("/api/experiment?experiment=a");
        Assert.DoesNotContain(title, Values(without["head"]!));
        var with = await Server.Json("/api/experiment?experiment=b");
        int column = Array.IndexOf([.. Values(with["head"]!)], title);
        Assert.Equal("3.250", Values(with["models"]![0]!).ElementAt(column));
        var comparison = await Server.Json("/api/comparison?experiment=a&experiment=b");
        Assert.Contains(comparison["scores"]!.AsArray(), row => Values(row!) is ["MVAR", title, "–", "3.250"]);
    }

    [Fact]
    public async Task ParallelCoordinates_HaveAnAxisForEachOptionThatDiffers_AndForTheScores()
    {
        root.Finish("a", lag: 1, r2: 0.5);
        root.Finish("b", lag: 5, r2: 0.75, model: "OTHER");
        var view = await Server.Json("/api/parallel");
        Assert.Equal(["model", "lag", "r2_reconstructed"], Texts(view["axes"]!, "key"));
        Assert.Equal(2, (int)view["score"]!);
        Assert.Equal("""["OTHER",5,0.75]""", view["lines"]![0]!["values"]!.ToJsonString());
    }

    public void Dispose()
    {
        if (server.IsValueCreated) server.Value.Dispose();
        root.Dispose();
    }

    private const string Address = "/api/log?experiment=a&log=train_models.17_0.log";

    private async Task Says(string name, string problem)
    {
        var all = await Server.Json("/api/experiments");
        var row = Assert.Single(all["unfinished"]!.AsArray())!;
        Assert.Equal((name, "unreadable"), ((string)row["name"]!, (string)row["state"]!));
        Assert.Contains(problem, (string)row["problem"]!, StringComparison.Ordinal);
        Assert.Equal(1, (int)all["results"]!["total"]!);
    }

    private async Task<string[]> States() =>
    [
        .. (await Server.Json("/api/experiments"))["counts"]!.AsObject().Where(count => (int)count.Value! > 0)
            .Select(count => $"{count.Key} {count.Value}"),
    ];

    private static string[] Texts(JsonNode list, string key) => [.. list.AsArray().Select(one => (string)one![key]!)];

    private static string[] Values(JsonNode list) => [.. list.AsArray().Select(one => one!.ToString())];
}
