using Microsoft.Playwright;

namespace Report.Tests;

/// <summary>A report opened in the browser, with the browser's messages.</summary>
internal sealed class OpenedReport : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private OpenedReport(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors on the console and exceptions.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>The requests of the page.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<OpenedReport> Of(
        ReportedExperiment experiment, string folder, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await experiment.Browser.NewContextAsync(new() { ColorScheme = scheme, Offline = true });
        var report = new OpenedReport(context, await context.NewPageAsync());
        report.Page.Console += (_, message) => { if (message.Type == "error") report.Errors.Add(message.Text); };
        report.Page.PageError += (_, error) => report.Errors.Add(error);
        report.Page.Request += (_, request) => report.Requests.Add(request.Url);
        await report.Page.GotoAsync(new Uri(Path.Combine(folder, "report.html")).AbsoluteUri);
        await report.Page.WaitForSelectorAsync("html[data-ready=true]");
        return report;
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
