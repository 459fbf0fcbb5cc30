using System.Security.Cryptography;
using System.Text;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Reporting.Html;

/// <summary>
/// Writes <c>report.html</c>: one file that shows an experiment without a network, with charts by d3 and Observable
/// Plot.
/// </summary>
internal static class HtmlReport
{
    /// <summary>The fragment of the report's address with which it leaves its figures in the document.</summary>
    public const string FiguresFragment = "figures";

    /// <summary>Writes the report from the present results of an experiment.</summary>
    /// <param name="folder">The experiment.</param>
    /// <returns>The report's path.</returns>
    public static string Write(ExperimentFolder folder)
    {
        using var work = WorkUnderWay.Begin(Path.GetFileName(folder.Report));
        // JSON may contain '<' in this form; then no text of an experiment can end the script that contains it.
        string data = new ReportData(folder).Gather().ToJsonString().Replace("<", "\\u003c", StringComparison.Ordinal);
        string d3 = Asset("d3.min.js"), plot = Asset("plot.umd.min.js"),
            report = Asset("numbers.js") + Asset("drawing.js") + Asset("report.js");
        var page = new StringBuilder(Asset("report.html"))
            .Replace("/*HASHES*/", string.Join(' ', HashOf(d3), HashOf(plot), HashOf(report)))
            .Replace("/*STYLE*/", Asset("report.css"))
            .Replace("/*D3*/", d3)
            .Replace("/*PLOT*/", plot)
            .Replace("/*REPORT*/", report)
            .Replace("/*DATA*/", data);
        AtomicFile.WriteText(folder.Report, page.ToString());
        return folder.Report;
    }

    // The page's policy lists the allowed scripts (CSP 3, section 2.3.1): no other script runs, however it got there.
    // Styles are not restricted, because Observable Plot adds its own to each chart.
    private static string HashOf(string script) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    /// <summary>Reads a part of the report.</summary>
    /// <param name="name">Its name.</param>
    public static string Asset(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"Report/{name}")
            ?? throw new InvalidOperationException($"the host was built without {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n"); // as browsers read it
    }
}
