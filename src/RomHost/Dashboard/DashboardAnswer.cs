using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Rom.Web;

namespace RomHost.Dashboard;

/// <summary>An answer of the dashboard, with the headers that keep it to its browser.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Type">The type of its content.</param>
/// <param name="Make">Makes its content, where a browser does not have it already.</param>
internal sealed record DashboardAnswer(HttpStatusCode Status, string Type, Func<Stream> Make)
{
    // The dashboard's own scripts only, none in the page itself. Styles are not restricted so, because Observable Plot
    // adds its own to each chart.
    private const string Own =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // A report is a page of the experiment, which may come from anywhere: it gets an origin of its own, so that it
    // reads nothing here, and makes no requests.
    private const string Foreign =
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A text that changes with the content; null where a browser is to keep none.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the answer is the page itself, with which a browser gets the cookie.</summary>
    public bool IsPage { get; init; }

    /// <summary>The name of the file that a browser saves it as; null for none.</summary>
    public string? FileName { get; init; }

    private bool IsForeign { get; init; }

    /// <summary>A refusal, in words.</summary>
    /// <param name="status">The status.</param>
    /// <param name="text">The reason.</param>
    public static DashboardAnswer Refusal(HttpStatusCode status, string text) =>
        Text("text/plain; charset=utf-8", () => text + "\n") with { Status = status };

    /// <summary>The answer for what is not there.</summary>
    public static DashboardAnswer NotFound() => Refusal(HttpStatusCode.NotFound, "There is no such thing here.");

    /// <summary>A text.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="make">Makes it.</param>
    public static DashboardAnswer Text(string type, Func<string> make) =>
        new(HttpStatusCode.OK, type, () => new MemoryStream(Encoding.UTF8.GetBytes(make())));

    /// <summary>JSON.</summary>
    /// <param name="version">A text that changes with it.</param>
    /// <param name="make">Makes it.</param>
    public static DashboardAnswer Json(string version, Func<JsonNode> make) =>
        Text("application/json", () => make().ToJsonString()) with { Version = version };

    /// <summary>A page of the experiment, whose scripts are not trusted.</summary>
    /// <param name="file">The open page.</param>
    public static DashboardAnswer Report(FileStream file) =>
        new(HttpStatusCode.OK, "text/html; charset=utf-8", () => file) { IsForeign = true };

    /// <summary>Returns the answer with its headers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cookie">The cookie of the page.</param>
    public ServerAnswer For(ServerRequest request, string cookie)
    {
        var headers = new Dictionary<string, string>
        {
            ["Content-Type"] = Type,
            ["Content-Security-Policy"] = IsForeign ? Foreign : Own,
            ["X-Content-Type-Options"] = "nosniff",
            ["X-Frame-Options"] = "DENY",
            ["Referrer-Policy"] = "no-referrer", // the first address holds the token
            ["Cross-Origin-Resource-Policy"] = "same-origin",
            ["Cross-Origin-Opener-Policy"] = "same-origin",
            ["Cache-Control"] = Version is null ? "no-store" : "no-cache",
        };
        if (Status == HttpStatusCode.MethodNotAllowed) headers["Allow"] = "GET, HEAD";
        if (IsPage) headers["Set-Cookie"] = cookie;
        if (FileName is not null) headers["Content-Disposition"] = $"attachment; filename=\"{FileName}\"";
        if (Version is not null)
        {
            headers["ETag"] = $"\"{Version}\"";
            if (request.IfNoneMatch == headers["ETag"]) return new(HttpStatusCode.NotModified, headers, null);
        }
        return new(Status, headers, Make());
    }
}
