using System.Security.Cryptography;
using System.Text;
using RomHost.Reporting.Html;

namespace RomHost.Dashboard;

/// <summary>The page, its script and style, and what it shares with the report.</summary>
internal static class DashboardAssets
{
    private static readonly string[] OfReport =
        ["d3.min.js", "plot.umd.min.js", "numbers.js", "drawing.js", "report.css"];

    private static readonly string[] Own = ["dashboard.js", "dashboard.css"];

    /// <summary>The page.</summary>
    public static string Page => Read("dashboard.html");

    /// <summary>Finds a script or style.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The answer; null where there is none of this name.</returns>
    public static DashboardAnswer? Find(string name)
    {
        string? text = OfReport.Contains(name) ? HtmlReport.Asset(name) : Own.Contains(name) ? Read(name) : null;
        if (text is null) return null;
        string type = name.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript" : "text/css";
        string version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        return DashboardAnswer.Text($"{type}; charset=utf-8", () => text) with { Version = version };
    }

    private static string Read(string name)
    {
        using var stream = typeof(DashboardAssets).Assembly.GetManifestResourceStream($"Dashboard/{name}")
            ?? throw new InvalidOperationException($"the host was built without {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
