using Microsoft.Playwright;

namespace Report.Tests;

/// <summary>The dashboard in a real browser, one server for all.</summary>
[Collection("reports")]
public sealed class DashboardTests(ServedDashboard served) : IClassFixture<ServedDashboard>
{
    private const string Rows = "document.querySelectorAll('#results tbody tr').length";
    private const string FirstRow = "document.querySelector('#results tbody tr')?.innerText";

    [Fact]
    public async Task TheTable_IsSorted_Filtered_AndTurned_AndTheAddressKeepsIt()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var opened = await served.Open();
        var page = opened.Page;
        Assert.DoesNotContain("token", page.Url, StringComparison.Ordinal);
        Assert.Equal(50, await page.Locator("#results tbody tr").CountAsync());
        // Experiments of the other tests may be there for a moment.
        Assert.Matches("^12. experiments: 12. finished", await page.Locator("#state").TextContentAsync());
        await page.Locator("#next").ClickAsync();
        await opened.Until("document.getElementById('page').textContent.startsWith('51 to')");

        await page.Locator("#sweep").SelectOptionAsync("study_");
        await opened.Until($"{FirstRow}?.includes('0.5900')");
        Assert.Contains("±", await page.Locator("#results tbody tr").First.InnerTextAsync());
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#home").FocusAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" lag<10");
        await opened.Until($"{Rows} === 10");
        await page.Locator("#results th button:text-is('lag')").PressAsync("Enter");
        await opened.Until("document.querySelector('#results th[aria-sort=ascending]')?.innerText.startsWith('lag')");
        await page.Locator("#seeds").CheckAsync();
        await opened.Until($"{Rows} === 20");
        await page.Locator("#filter").FillAsync("study_ lags<10");
        await opened.Until("!document.getElementById('filter-problem').hidden");
        Assert.Contains("did you mean 'lag'?", await page.Locator("#filter-problem").TextContentAsync());
        await page.Locator("#filter").FillAsync("study_ lag<2");
        await opened.Until($"{Rows} === 4");
        await page.ReloadAsync();
        await opened.Until($"{Rows} === 4");
        Assert.Equal("study_ lag<2", await page.Locator("#filter").InputValueAsync());

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#csv").ClickAsync());
        Assert.Equal(5, (await File.ReadAllLinesAsync((await download.PathAsync())!)).Length);
        Assert.Empty(opened.Errors);
        Assert.All(opened.Requests, url => Assert.StartsWith(served.Address.GetLeftPart(UriPartial.Authority), url));
    }

    [Fact]
    public async Task Experiments_AppearRunFinishAndGo_WhileThePageIsOpen()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var opened = await served.Open("#/?filter=live");
        var page = opened.Page;
        string folder = served.Begin("live");
        string claims = Directory.CreateDirectory(Path.Combine(folder, ".claims")).FullName;
        string process = Path.Combine(claims, "0123456789abcdef0123456789abcdef.process");
        File.WriteAllText(process, "0123456789abcdef0123456789abcdef 1-1 node7/b/p 2026-01-01T00:00:00Z\n\nwork\n"
            + "2\t9\t6\t24\trun\tTraining runs\n");
        await opened.Until(
            "document.getElementById('unfinished').innerText.includes('2/9 Training runs: 6 of 24 runs')");
        File.Delete(process);
        served.Finish("live", lag: 1, seed: 0, r2: 0.5);
        await opened.Until($"{Rows} === 1 && {FirstRow}.includes('live')");
        Directory.Delete(folder, recursive: true);
        await opened.Until($"{Rows} === 0");
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task TextOfAnExperiment_IsText()
    {
        ReportedExperiment.SkipWithoutBrowser();
        const string Name = "<img src=x onerror=document.title='owned'>";
        string hostile = served.Finish(
            Name, lag: 3, seed: 0, r2: 0.3, "<b onclick=x>M</b>", "\"<script>document.title='owned'</script>\"");
        string logs = Directory.CreateDirectory(Path.Combine(hostile, "logs")).FullName;
        File.WriteAllText(Path.Combine(logs, "<svg onload=alert(1)>.log"), Name + "\n");
        await using var opened = await served.Open("#/?filter=<img");
        var page = opened.Page;
        await opened.Until($"{FirstRow}?.includes('<img src=x')");
        await page.Locator("#results tbody a").ClickAsync();
        await opened.Until("document.querySelector('#experiment h2')?.textContent.startsWith('<img')");
        Assert.Contains("<script>", await page.Locator("#experiment").InnerTextAsync());
        await page.Locator("#experiment a:text('<svg')").ClickAsync();
        await opened.Until("document.getElementById('log')?.textContent.startsWith('<img')");
        await page.GotoAsync(
            served.Address + "#/comparison?experiment=real_a&experiment=" + Uri.EscapeDataString(Name));
        await opened.Until("document.getElementById('comparison').innerText.includes('<b onclick=x>M</b>')");
        Assert.DoesNotContain("owned", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("main img, main b, main script").CountAsync());
        Directory.Delete(hostile, recursive: true);
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task TwoExperiments_AreChosenByTheKeyboard_AndShownSideBySide()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var opened = await served.Open("#/?seeds=1&filter=real_");
        var page = opened.Page;
        foreach (string name in (string[])["real_a", "real_b"])
        {
            await page.Locator($"input[aria-label='compare {name}']").First.FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }
        Assert.Equal("Compare 2", await page.Locator("#compare").TextContentAsync());
        await page.Locator("#compare").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#curves svg [aria-label=line]").First.WaitForAsync();
        string text = await page.Locator("#comparison").InnerTextAsync();
        string[] parts = ["R² lab", "Differences over the same test runs", "equivalent", "No option differs"];
        foreach (string part in parts)
            Assert.Contains(part, text);
        Assert.Equal(4, await page.Locator("#curves svg").Last.Locator("[aria-label=line] path").CountAsync());
        Assert.Empty(opened.Errors);
        Directory.CreateDirectory(ReportedExperiment.Pictures);
        await page.ScreenshotAsync(
            new() { FullPage = true, Path = Path.Combine(ReportedExperiment.Pictures, "dashboard-comparison.png") });
    }

    [Fact]
    public async Task ParallelCoordinates_HaveALineForEachRow_AndKeepARange()
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var opened = await served.Open("#/?filter=study_");
        var page = opened.Page;
        await page.Locator("#parallel summary").PressAsync("Enter");
        await page.Locator("#lines path.line").First.WaitForAsync();
        Assert.Equal(60, await page.Locator("#lines path.line").CountAsync());
        // The upper half of the score's axis.
        var area = (await page.Locator("#lines .overlay").Last.BoundingBoxAsync())!;
        await page.Locator("#lines svg").ScrollIntoViewIfNeededAsync();
        area = (await page.Locator("#lines .overlay").Last.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(area.X + area.Width / 2, area.Y + 1);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(area.X + area.Width / 2, area.Y + area.Height / 2);
        await page.Mouse.UpAsync();
        int left = await page.Locator("#lines path.line:not(.out)").CountAsync();
        Assert.InRange(left, 20, 40);
        Assert.Contains($"{left} of 60 rows", await page.Locator("#lines").InnerTextAsync());
        Assert.Empty(opened.Errors);
    }

    /// <summary>A report may come from anywhere, and knows the addresses of this server.</summary>
    [Fact]
    public async Task AReport_IsShown_AndReadsNothingOfTheDashboard()
    {
        ReportedExperiment.SkipWithoutBrowser();
        const string Link = "#experiment a[data-key=report]";
        await using var opened = await served.Open("#/experiment?experiment=real_a");
        var report = await opened.Page.RunAndWaitForPopupAsync(() => opened.Page.Locator(Link).ClickAsync());
        await report.WaitForSelectorAsync("html[data-ready=true]");
        Assert.True(await report.Locator("#r2 figure svg [aria-label]").CountAsync() > 0);

        string folder = served.Finish("foreign", lag: 1, seed: 0, r2: 0.5);
        File.WriteAllText(Path.Combine(folder, "report.html"), """
            <!DOCTYPE html><title>tries</title><p id="found"></p><script>
            const tries = [
              async () => document.cookie, async () => localStorage.length, async () => opener.document.title,
              async () => (await fetch("/api/experiments")).text(),
              async () => { const f = document.createElement("iframe"); f.src = "/"; document.body.append(f);
                await new Promise(done => setTimeout(done, 300)); return f.contentDocument.title; },
            ];
            Promise.allSettled(tries.map(one => one())).then(all => {
              document.getElementById("found").textContent = all.map(one => one.status).join(" ");
              document.documentElement.dataset.ready = "true"; });
            </script>
            """);
        await opened.Page.GotoAsync(served.Address + "#/experiment?experiment=foreign");
        var hostile = await opened.Page.RunAndWaitForPopupAsync(() => opened.Page.Locator(Link).ClickAsync());
        await hostile.WaitForSelectorAsync("html[data-ready=true]");
        Assert.Equal(
            "rejected rejected rejected rejected rejected", await hostile.Locator("#found").TextContentAsync());
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(255, 255, 255)")]
    [InlineData(ColorScheme.Dark, "rgb(22, 22, 22)")]
    public async Task OnAPhone_ThePageIsAsWideAsTheScreen_InTheReadersColours(ColorScheme scheme, string paper)
    {
        ReportedExperiment.SkipWithoutBrowser();
        await using var opened = await served.Open(scheme: scheme, width: 360);
        var page = opened.Page;
        await page.Locator("#parallel summary").ClickAsync();
        await page.Locator("#lines path.line").First.WaitForAsync();
        Assert.Equal(paper, await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        foreach (var (view, hash) in ((string, string)[])
            [("experiments", "#/"), ("experiment", "#/experiment?experiment=real_a"),
                ("comparison", "#/comparison?experiment=real_a&experiment=real_b")])
        {
            await page.EvaluateAsync("hash => { location.hash = hash; }", hash);
            await opened.Until($"!document.getElementById('{view}').hidden");
            Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }
        Assert.Empty(opened.Errors);
        Directory.CreateDirectory(ReportedExperiment.Pictures);
        await page.EvaluateAsync("() => { location.hash = '#/'; }");
        await opened.Until("!document.getElementById('experiments').hidden");
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await page.ScreenshotAsync(
            new() { Path = Path.Combine(ReportedExperiment.Pictures, $"dashboard-phone-{scheme}.png") });
    }
}
