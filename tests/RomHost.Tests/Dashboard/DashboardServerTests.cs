using System.Net;
using RomHost.Dashboard;

namespace RomHost.Tests.Dashboard;

/// <summary>Who is answered, with what, and that nothing outside of the folder is.</summary>
public sealed class DashboardServerTests : IDisposable
{
    private const string Secret = "a secret outside";

    private readonly PlantedRoot root = new();
    private readonly PlantedServer server;

    public DashboardServerTests()
    {
        root.Finish("one");
        File.WriteAllText(root.Experiment("one").Report, "<script>report</script>");
        server = new(root);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/dashboard.js")]
    [InlineData("/api/experiments")]
    [InlineData("/report?experiment=one")]
    [InlineData("/no/such/thing")]
    public async Task WithoutTheToken_NothingIsAnswered(string path)
    {
        foreach (var header in ((string, string)[])
            [("Cookie", ""), ("Cookie", $"romhost_{server.Address.Port}={PlantedServer.Token}x"),
                ("Authorization", "Bearer "), ("Authorization", PlantedServer.Token)])
        {
            using var answer = await server.Ask(path, null, header);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
        string wrong = path + (path.Contains('?') ? "&" : "?") + "token=wrong";
        using var query = await server.Ask(wrong, null, ("Cookie", ""));
        Assert.Equal(HttpStatusCode.Unauthorized, query.StatusCode);
    }

    [Fact]
    public async Task TheFirstVisit_GetsACookie_ThatNoScriptAndNoOtherSiteMayUse()
    {
        using var answer = await server.Ask(server.Address.PathAndQuery, null, ("Cookie", ""));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal(
            $"romhost_{server.Address.Port}={PlantedServer.Token}; Path=/; HttpOnly; SameSite=Strict", cookie);
        using var second = await server.Ask("/api/experiments", null, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        using var program = await server.Ask("/results.csv", null, ("Authorization", $"Bearer {PlantedServer.Token}"));
        Assert.Equal(HttpStatusCode.OK, program.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost:9999", true)] // a tunnel's other end
    [InlineData("[::1]", true)]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    public async Task AnotherNameOfThisMachine_IsRefused_SinceAnybodyCanMakeOne(string host, bool isAnswered)
    {
        using var answer = await server.Ask("/api/experiments", null, ("Host", host));
        Assert.Equal(isAnswered ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task OtherMethodsThanGetAndHead_AreRefused(string method)
    {
        foreach (string path in (string[])["/", "/api/experiments", "/report?experiment=one"])
        {
            using var answer = await server.Ask(path, new HttpMethod(method));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        }
    }

    [Fact]
    public async Task Head_HasTheHeadersOfGet_AndNoContent()
    {
        using var answer = await server.Ask("/api/experiments", HttpMethod.Head);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEqual(0, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Contents, times and names, links among them.</summary>
    [Fact]
    public async Task NoRequest_ChangesAnything_AlsoWhereATableWouldKeepAnIndex()
    {
        for (int i = 0; i < 60; i++) root.Finish($"study_lag-{i % 5}_seed-{i / 5}", lag: i % 5, seed: i / 5);
        PlantedRoot.AtWork(root.Begin("running"), new("Training MVAR", 0.5, 1, ""));
        Directory.CreateDirectory(Path.Combine(root.Experiment("running").Root, "logs"));
        File.WriteAllText(Path.Combine(root.Experiment("running").Root, "logs", "job.log"), "line\n");
        string[] before = Listing();
        foreach (string path in (string[])
            ["/", "/api/experiments?seeds=1", "/api/parallel?filter=lag>1", "/results.csv", "/report?experiment=one",
                "/api/experiment?experiment=running", "/api/log?experiment=running&log=job.log",
                "/api/comparison?experiment=study_lag-1_seed-1&experiment=study_lag-2_seed-2", "/api/nothing"])
        {
            server.Clock.Pass(5);
            foreach (string method in (string[])["GET", "HEAD", "POST", "PUT", "DELETE"])
                using (await server.Ask(path, new HttpMethod(method))) { }
        }
        Assert.Equal(61, (int)(await server.Json("/api/experiments"))["counts"]!["finished"]!);
        Assert.Equal(before, Listing());
    }

    [Theory]
    [InlineData("/report?experiment=..")]
    [InlineData("/report?experiment=../outside")]
    [InlineData("/report?experiment=..%2Foutside")]
    [InlineData("/report?experiment=one/../../outside")]
    [InlineData("/report?experiment=%2e%2e%2foutside")]
    [InlineData("/report?experiment=%252e%252e%252foutside")]
    [InlineData("/report?experiment=one%00")]
    [InlineData("/report?experiment=")]
    [InlineData("/report?experiment=.")]
    [InlineData("/report?experiment=ABSOLUTE")]
    [InlineData("/report?experiment=linked")]
    [InlineData("/report?experiment=linked-report")]
    [InlineData("/api/log?experiment=one&log=../report.html")]
    [InlineData("/api/log?experiment=one&log=..%2F..%2F..%2Foutside%2Freport.html")]
    [InlineData("/api/log?experiment=one&log=linked.log")]
    [InlineData("/api/log?experiment=linked-logs&log=report.html")]
    [InlineData("/api/log?experiment=one&log=job.log%00.html")]
    [InlineData("/api/log?experiment=one&log=.")]
    [InlineData("/assets/../../outside/report.html")]
    [InlineData("/assets/..%2F..%2Foutside%2Freport.html")]
    [InlineData("/assets/dashboard.html")]
    [InlineData("/../outside/report.html")]
    [InlineData("//outside/report.html")]
    public async Task APathThatLeavesTheFolder_FindsNothing(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        File.WriteAllText(Path.Combine(root.Outside, "report.html"), Secret);
        File.WriteAllText(Path.Combine(root.Outside, "config_resolved.yaml"), "experiment_name: outside\n");
        File.WriteAllText(
            Path.Combine(root.Outside, "summary.json"), $$"""{"models": {"{{Secret}}": {"status": "ok"} } }""");
        Directory.CreateSymbolicLink(Path.Combine(root.Path, "linked"), root.Outside);
        File.CreateSymbolicLink(root.Begin("linked-report").Report, Path.Combine(root.Outside, "report.html"));
        File.CreateSymbolicLink(root.Experiment("linked-report").Summary, Path.Combine(root.Outside, "summary.json"));
        Directory.CreateSymbolicLink(Path.Combine(root.Begin("linked-logs").Root, "logs"), root.Outside);
        string logs = Directory.CreateDirectory(Path.Combine(root.Experiment("one").Root, "logs")).FullName;
        File.WriteAllText(Path.Combine(logs, "job.log"), "line\n");
        File.CreateSymbolicLink(Path.Combine(logs, "linked.log"), Path.Combine(root.Outside, "report.html"));
        server.Clock.Pass(5);
        using var answer = await server.Ask(path.Replace("ABSOLUTE", Uri.EscapeDataString(root.Outside)));
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var all = await server.Json("/api/experiments?seeds=1");
        Assert.DoesNotContain(Secret, all.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, (int)all["links"]!);
        var linked = all["unfinished"]!.AsArray().Single(one => (string)one!["name"]! == "linked-report")!;
        Assert.Equal("summary.json is a link, which is not followed", (string)linked["problem"]!);
    }

    [Fact]
    public async Task AReport_IsAForeignPage_InASandbox()
    {
        using var answer = await server.Ask("/report?experiment=one");
        Assert.Equal("<script>report</script>", await answer.Content.ReadAsStringAsync());
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox allow-scripts; default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        using var page = await server.Ask("/");
        string own = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", own, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", own, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task ThePage_AsksForNothingElsewhere_AndHasNoScriptInIt()
    {
        using var answer = await server.Ask("/");
        string page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<script(?! defer src=)", page);
        foreach (string asset in (string[])
            ["dashboard.js", "dashboard.css", "drawing.js", "numbers.js", "report.css", "d3.min.js", "plot.umd.min.js"])
        {
            using var part = await server.Ask("/assets/" + asset);
            Assert.Equal(HttpStatusCode.OK, part.StatusCode);
        }
    }

    [Fact]
    public void APortThatIsTaken_OrAPlaceThatIsNotHere_IsAMessage()
    {
        var observed = ObservedRoot.Open(root.Path, TimeProvider.System);
        var token = DashboardToken.CreateRandom();
        Assert.StartsWith(
            $"port {server.Address.Port} of 127.0.0.1 is taken by another program; name another one with --port",
            Assert.Throws<InvalidDataException>(() =>
                DashboardServer.Start(observed, "127.0.0.1", server.Address.Port, token)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "--host: expected an address of this machine, found '192.0.2.1'",
            Assert.Throws<InvalidDataException>(() => DashboardServer.Start(observed, "192.0.2.1", 0, token)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a blank in between")]
    [InlineData("semicolon;in;the;cookie")]
    [InlineData("")]
    public void AnotherFormOfToken_IsRefused_WithoutShowingIt(string text)
    {
        string message = Assert.Throws<InvalidDataException>(() => DashboardToken.Parse(text, "--token")).Message;
        Assert.StartsWith("--token: expected a token of 16 to 128 letters", message, StringComparison.Ordinal);
        if (text.Length > 0) Assert.DoesNotContain(text, message, StringComparison.Ordinal);
        Assert.NotEqual(DashboardToken.CreateRandom().Text, DashboardToken.CreateRandom().Text);
    }

    public void Dispose()
    {
        server.Dispose();
        root.Dispose();
    }

    private string[] Listing() =>
    [
        .. Directory.EnumerateFileSystemEntries(root.Path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {File.GetAttributes(path)} "
                + (File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "")),
    ];
}
