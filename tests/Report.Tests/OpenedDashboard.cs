using Microsoft.Playwright;

namespace Report.Tests;

/// <summary>The dashboard in the browser, with the browser's messages.</summary>
public sealed class OpenedDashboard : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public OpenedDashboard(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) => { if (message.Type == "error") Errors.Add(message.Text); };
        page.PageError += (_, error) => Errors.Add(error);
        context.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors on the console and exceptions.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>The addresses that were asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Waits until an expression of the page is true.</summary>
    public Task Until(string expression) => Page.WaitForFunctionAsync($"() => {expression}");

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
