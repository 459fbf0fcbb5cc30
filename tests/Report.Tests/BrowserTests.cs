using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Report.Tests;

[Collection("reports")]
public sealed class BrowserTests(ReportedExperiment experiment)
{
    private static readonly string[] Charts =
    [
        "skill", "r2", "pareto", "ratios", "latency", "growth", "training", "spectrum", "eigenvalues", "order",
    ];

    [Fact]
    public async Task EveryFigureIsDrawn_WithoutAnErrorOrARequest()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        foreach (string chart in Charts)
        {
            var drawing = report.Page.Locator($"#{chart} figure svg [aria-label]").First;
            Assert.True(await drawing.CountAsync() > 0, $"nothing is drawn in {chart}");
            Assert.True((await report.Page.Locator($"#{chart} svg").Last.BoundingBoxAsync())!.Height > 40, chart);
        }
        Assert.Equal(2, await report.Page.Locator("#models tbody tr").CountAsync());
        Assert.Equal(2, await report.Page.Locator("#even tbody tr").CountAsync());
        Assert.Equal(2, await report.Page.Locator("#costs tbody tr").CountAsync());
        Assert.Equal(3, await report.Page.Locator("#pareto svg").CountAsync());
        Assert.Equal(2, await report.Page.Locator("#spectrum > figure").CountAsync());
        Assert.Equal(7, await report.Page.Locator("#player canvas").CountAsync()); // and four members
        // Scores, ranks of the truth, and comparisons; both models and the training states, of densities and latent
        // states, and the replicas, of densities.
        Assert.True(await report.Page.Locator("#h-ensembles").IsVisibleAsync());
        Assert.Equal(3, await report.Page.Locator("#ensembles table").CountAsync());
        Assert.Equal(7, await report.Page.Locator("#ensembles table").First.Locator("tbody tr").CountAsync());
        // Variance, largest density and three cells over time; four maps at each of the leads.
        Assert.Equal(5, await report.Page.Locator("#uncertainty figure svg").CountAsync());
        Assert.Equal(0, await report.Page.Locator("#uncertainty canvas").CountAsync() % 4);
        Assert.Equal(0, await report.Page.Locator(".problem").CountAsync());
        Assert.Contains("forecast the density", await report.Page.Locator("#verdict").TextContentAsync());
        Assert.Empty(report.Errors);
        Assert.Single(report.Requests);
        Directory.CreateDirectory(ReportedExperiment.Pictures);
        await report.Page.ScreenshotAsync(
            new() { FullPage = true, Path = Path.Combine(ReportedExperiment.Pictures, "report.png") });
    }

    /// <summary>Ten models with long names, and forty comparisons.</summary>
    [Fact]
    public async Task ManyModels_HaveColoursOfTheirOwn_AndTextsThatNeitherOverlapNorAreCut()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string copy = experiment.Copy("many"), path = Path.Combine(copy, "report.html"), page = File.ReadAllText(path);
        const string Start = "id=\"data\">";
        int from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length,
            to = page.IndexOf("</script>", from, StringComparison.Ordinal);
        var data = JsonNode.Parse(page[from..to])!;
        var models = data["models"]!.AsArray();
        while (models.Count < 10)
        {
            var model = models[0]!.DeepClone();
            model["name"] = $"A_MODEL_WITH_A_LONG_NAME_{models.Count}";
            model["step_seconds"] = (double)models[0]!["step_seconds"]! * (1 + 0.01 * models.Count);
            models.Add(model);
        }
        var method = data["skill"]!["methods"]![0]!;
        for (int i = 2; i < 10; i++)
        {
            var other = method.DeepClone();
            other["name"] = (string)models[i]!["name"]!;
            data["skill"]!["methods"]!.AsArray().Add(other);
        }
        var comparisons = data["skill"]!["comparisons"]!.AsArray();
        while (comparisons.Count < 40) comparisons.Add(comparisons[0]!.DeepClone());
        File.WriteAllText(path, page[..from] + data.ToJsonString().Replace("<", "\\u003c") + page[to..]);

        await using var report = await OpenedReport.Of(experiment, copy);
        Assert.Equal("40 comparisons", await report.Page.Locator("#skill summary").TextContentAsync());
        Assert.False(await report.Page.Locator("#skill details table").IsVisibleAsync());
        string[] colours = await report.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('#skill [class*=swatch] svg')].map(one => one.getAttribute('fill'))");
        Assert.InRange(colours.Length, 14, 20);
        Assert.Equal(colours.Length, colours.Distinct().Count());
        // Boxes of texts in each chart: those of labels, ticks and titles of axes.
        string[] faults = await report.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('#pareto figure, #ratios figure, #latency figure')].flatMap(figure => {
              const chart = [...figure.querySelectorAll('svg')].at(-1), frame = chart.getBoundingClientRect();
              const boxes = [...chart.querySelectorAll('text')].filter(one => one.textContent.trim() !== '')
                .map(one => ({ text: one.textContent, box: one.getBoundingClientRect() }));
              const cut = boxes.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1).map(({ text }) => `${text} is cut`);
              const over = boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
                Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 2
                && Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 4)
                .map(b => `${a.text} over ${b.text}`));
              return [...cut, ...over];
            })
            """);
        Assert.Empty(faults);
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task OnAPhone_ThePageIsAsWideAsTheScreen_AndTablesAndChartsAreScrolled()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        await report.Page.SetViewportSizeAsync(390, 800);
        Assert.True(await report.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 390"));
        Assert.True(await report.Page.Locator("#models .scroll").EvaluateAsync<bool>(
            "box => box.scrollWidth > box.clientWidth"));
        Assert.True(await report.Page.EvaluateAsync<bool>(
            "() => [...document.querySelectorAll('#r2 svg')].at(-1).getBoundingClientRect().width > 800"));
    }

    [Fact]
    public async Task SimulatorSeedVersionsAndConfiguration_AreOnThePage()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        string text = await report.Page.Locator("#setup").InnerTextAsync();
        string[] parts = ["simulator\tvicsek-morse", "seed\t0", "training runs\t4 of 6", "plugin Mvar"];
        foreach (string part in parts)
            Assert.Contains(part, text);
        await report.Page.Locator("#setup summary").ClickAsync();
        Assert.Contains("shift_align: mean", await report.Page.Locator("#setup pre").InnerTextAsync());
    }

    [Fact]
    public async Task ThePlayerMoves_ByItsButton_AndByTheKeyboard()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        var page = report.Page;
        string first = await Picture(page), clock = (await page.Locator("#clock").TextContentAsync())!;
        await page.Locator("#play").ClickAsync();
        await page.WaitForFunctionAsync("() => Number(document.getElementById('frame').value) >= 3");
        await page.Locator("#play").ClickAsync();
        Assert.Equal("Play", await page.Locator("#play").TextContentAsync());
        Assert.NotEqual(first, await Picture(page));
        Assert.NotEqual(clock, await page.Locator("#clock").TextContentAsync());

        string frame = await page.Locator("#frame").InputValueAsync();
        await page.Locator("#frame").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal(int.Parse(frame) + 1, int.Parse(await page.Locator("#frame").InputValueAsync()));

        await page.Locator("#run").SelectOptionAsync("1");
        Assert.Equal("0", await page.Locator("#frame").InputValueAsync());
        Assert.NotEqual(first, await Picture(page));
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task ThePlayer_ShowsMembersAfterTheForecastBegan_AndTheFrameOfReferenceThatIsChosen()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        var page = report.Page;
        // Without forecasts of the shift the shape is what is forecast.
        Assert.Equal("aligned", await page.Locator("#view").InputValueAsync());
        string empty = await Picture(page, 3);
        await page.Locator("#frame").FocusAsync();
        await page.Keyboard.PressAsync("End");
        string member = await Picture(page, 3), truth = await Picture(page, 0);
        Assert.NotEqual(empty, member);
        Assert.NotEqual(member, await Picture(page, 4));
        await page.Locator("#view").SelectOptionAsync("lab");
        Assert.NotEqual(truth, await Picture(page, 0));
        Assert.NotEqual(member, await Picture(page, 3));
        string frame = await page.Locator("#frame").InputValueAsync();
        await page.Locator("#members").SelectOptionAsync("m LSTM");
        Assert.Equal(frame, await page.Locator("#frame").InputValueAsync());
        Assert.Contains("member 1 of LSTM", await page.Locator("#player").InnerTextAsync());
        await page.Locator("#members").SelectOptionAsync("");
        Assert.Equal(3, await page.Locator("#player canvas").CountAsync());
        Assert.Empty(report.Errors);

        static Task<string> Picture(IPage page, int index) => page.EvaluateAsync<string>(
            "at => document.querySelectorAll('#player canvas')[at].toDataURL()", index);
    }

    [Fact]
    public async Task WhereTheShiftIsForecast_TheLabFrameIsPlayed_AndPlacesHaveCalibratedIntervals()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string folder = experiment.RunWith(
            "lab", "  - {name: MVAR, plugin: mvar, lag: 3}", "reduction.shift_forecast=rate",
            "evaluation.ensemble={members: 10, stride: 5}", "evaluation.calibration.runs=9", "benchmark.enabled=false");
        await using var report = await OpenedReport.Of(experiment, folder, ColorScheme.Dark);
        var page = report.Page;
        Assert.Equal("lab", await page.Locator("#view").InputValueAsync());
        Assert.Equal(7, await page.Locator("#uncertainty figure svg").CountAsync());
        string text = await page.Locator("#uncertainty").InnerTextAsync();
        Assert.Contains("displacement along x", text);
        Assert.Contains("intervals of 50 % and 90 %, calibrated", text);
        Assert.Contains("in the lab frame", text);
        Assert.Contains("the density in the lab frame", await page.Locator("#verdict").TextContentAsync());
        await page.SetViewportSizeAsync(390, 800);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 390"));
        Assert.Empty(report.Errors);
        await page.SetViewportSizeAsync(1280, 800);
        await page.Locator("#uncertainty").ScreenshotAsync(
            new() { Path = Path.Combine(ReportedExperiment.Pictures, "report-uncertainty-dark.png") });
    }

    [Fact]
    public async Task Fans_AreThoseOfTheChosenRunAndModel()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        var page = report.Page;
        string first = await Fan(page);
        await page.Locator("#fan-run").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("1", await page.Locator("#fan-run").InputValueAsync());
        string other = await Fan(page);
        Assert.NotEqual(first, other);
        await page.Locator("#fan-model").SelectOptionAsync("LSTM");
        Assert.NotEqual(other, await Fan(page));
        Assert.StartsWith(
            "truth at time", await page.Locator("#uncertainty canvas").First.GetAttributeAsync("aria-label"));
        Assert.NotEqual(
            await Map(page, 0), await Map(page, 2));
        Assert.Empty(report.Errors);

        static Task<string> Fan(IPage page) =>
            page.EvaluateAsync<string>("() => document.querySelector('#uncertainty figure svg').outerHTML");
        static Task<string> Map(IPage page, int index) => page.EvaluateAsync<string>(
            "at => document.querySelectorAll('#uncertainty canvas')[at].toDataURL()", index);
    }

    /// <summary>Text of an experiment executes nothing, even if it were inserted as markup.</summary>
    [Fact]
    public async Task AScriptThatIsNotTheReports_DoesNotRun()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string copy = experiment.Copy("injected"), path = Path.Combine(copy, "report.html"),
            page = File.ReadAllText(path);
        const string Injected = """
            <script>document.body.dataset.owned = "script"</script>
            <img src="data:image/gif;base64,none" onerror="document.body.dataset.owned = 'handler'">
            <svg onload="document.body.dataset.owned = 'svg'"></svg>
            <a id="link" href="javascript:document.body.dataset.owned = 'link'">link</a>
            """;
        File.WriteAllText(path, page.Replace("<header>", Injected + "<header>"));
        await using var report = await OpenedReport.Of(experiment, copy);
        await report.Page.Locator("#link").ClickAsync();
        Assert.Null(await report.Page.EvaluateAsync<string?>("() => document.body.dataset.owned ?? null"));
        Assert.Contains(report.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));
        Assert.True(
            await report.Page.Locator("#r2 figure svg [aria-label]").CountAsync() > 0, "the report's own scripts run");
        Assert.DoesNotContain("script-src 'unsafe-inline'", page);
    }

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(255, 255, 255)")]
    [InlineData(ColorScheme.Dark, "rgb(22, 22, 22)")]
    public async Task TheColourScheme_IsTheReaders(ColorScheme scheme, string paper)
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment, scheme);
        Assert.Equal(
            paper, await report.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public async Task AnUnfinishedOrDamagedFolder_HasAReport_ThatSaysWhatIsMissingWhereItWouldStand()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string copy = experiment.Copy("damaged");
        File.Delete(Path.Combine(copy, "runtime_contest.json"));
        File.WriteAllText(Path.Combine(copy, "rom_common", "pod_basis.npz"), "damaged");
        File.WriteAllText(Path.Combine(copy, "test", "run_000", "r2_vs_time_mvar.csv"), "t,r2\n1\n");
        File.WriteAllText(Path.Combine(copy, "test", "run_001", "density_true.npz"), "");
        experiment.Run("report", copy);
        await using var report = await OpenedReport.Of(experiment, copy);
        foreach (string part in (string[])["ratios", "spectrum", "r2", "player"])
            Assert.True(await report.Page.Locator($"#{part} .problem").CountAsync() > 0, part);
        Assert.True(await report.Page.Locator("#order svg").CountAsync() > 0);
        Assert.Empty(report.Errors);
    }

    [Theory]
    [InlineData(
        "one", "No model is shown to forecast the shape better",
        "  - {name: MVAR, plugin: mvar, lag: {choose: [1, 3]}, ridge_alpha: {choose: [1, 1.0e-4]}}")]
    [InlineData("untrained", "No model has a forecast to show", "  - {name: T, plugin: misbehaving, fault: throws}")]
    [InlineData(
        "throwing", "No model is shown to forecast the shape better",
        "  - {name: MVAR, plugin: mvar, lag: 3}\n  - {name: T, plugin: misbehaving, fault: forecast_throws}")]
    [InlineData(
        "overflowing", "No model is shown to forecast the shape better",
        "  - {name: MVAR, plugin: mvar, lag: 3}\n  - {name: T, plugin: misbehaving, fault: overflows}")]
    public async Task FewModels_OrModelsThatFail_HaveAReportThatSaysSo(string name, string verdict, string models)
    {
        ReportedExperiment.SkipWithoutBrowser();
        string folder = experiment.RunWith(name, models);
        await using var report = await OpenedReport.Of(experiment, folder);
        Assert.Contains(verdict, await report.Page.Locator("#verdict").TextContentAsync());
        Assert.Equal(models.Split('\n').Length, await report.Page.Locator("#models tbody tr").CountAsync());
        if (name is "untrained" or "throwing")
            Assert.Contains("InvalidOperationException", await report.Page.Locator("#models").InnerTextAsync());
        // Where options have candidates, their scores are drawn against each.
        Assert.Equal(name == "one", await report.Page.Locator("#h-selection").IsVisibleAsync());
        Assert.False(await report.Page.Locator("#h-ensembles").IsVisibleAsync());
        Assert.Equal(name == "one" ? 2 : 0, await report.Page.Locator("#selection > figure").CountAsync());
        Assert.Equal(name == "one" ? 1 : 0, await report.Page.Locator("#selection td:text-is('chosen')").CountAsync());
        // Every part holds a figure, a table, or the reason for its absence.
        foreach (var part in await report.Page.Locator("main section > div").AllAsync())
            Assert.NotEqual(
                "", (await part.InnerTextAsync()).Trim()
                    + (await part.Locator("svg, canvas").CountAsync() > 0 ? "drawn" : ""));
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task Printed_ItIsBlackOnWhite_WithoutControls()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment, ColorScheme.Dark);
        await report.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(
            "rgb(255, 255, 255)",
            await report.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(
            "rgb(0, 0, 0)", await report.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).color"));
        Assert.False(await report.Page.Locator("#play").IsVisibleAsync());
        Assert.True(await report.Page.Locator("#player canvas").First.IsVisibleAsync());
        byte[] pages = await report.Page.PdfAsync(new() { Format = "A4" });
        Assert.Equal("%PDF"u8.ToArray(), pages[..4]);
    }

    [Fact]
    public async Task AnExperimentThatHasOnlyBegun_HasAReportToo()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string empty = Directory.CreateDirectory(Path.Combine(experiment.Folder, "empty")).FullName;
        File.WriteAllText(Path.Combine(empty, "config_resolved.yaml"), "experiment_name: empty\n");
        experiment.Run("report", empty);
        await using var report = await OpenedReport.Of(experiment, empty);
        Assert.Contains("not finished", await report.Page.Locator("#verdict").TextContentAsync());
        Assert.Empty(report.Errors);
    }

    [Fact]
    public void TheReport_IsSmall()
    {
        ReportedExperiment.SkipWithoutBrowser();
        Assert.InRange(new FileInfo(Path.Combine(experiment.Experiment, "report.html")).Length, 100_000, 10_000_000);
    }

    [Fact]
    public async Task TextOfAnExperiment_IsNeverRunAsCode()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string folder = Directory.CreateDirectory(Path.Combine(experiment.Folder, "hostile")).FullName;
        File.WriteAllText(Path.Combine(folder, "summary.json"), """
            {"experiment_name": "</script><script>document.title='owned'</script>",
             "models": {"<img src=x onerror=\"document.title='owned'\">":
             {"status": "</td><script>document.title='owned'</script>", "message": "<b>no</b>"}}}
            """);
        File.WriteAllText(Path.Combine(folder, "config_resolved.yaml"), "experiment_name: hostile\n");
        experiment.Run("report", folder);
        await using var report = await OpenedReport.Of(experiment, folder);
        Assert.Contains("</script>", await report.Page.TitleAsync());
        Assert.Equal(0, await report.Page.Locator("main img, main b").CountAsync());
        Assert.Contains("<img", await report.Page.Locator("#models").TextContentAsync());
    }

    private static Task<string> Picture(IPage page) =>
        page.EvaluateAsync<string>("() => document.querySelector('#player canvas').toDataURL()");
}
