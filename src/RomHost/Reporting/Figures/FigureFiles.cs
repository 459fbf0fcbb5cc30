using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Reporting.Html;

namespace RomHost.Reporting.Figures;

/// <summary>
/// Writes the report's figures as separate files, <c>figures/*.svg</c> and <c>.png</c>, drawn by the page itself in a
/// browser.
/// </summary>
internal static partial class FigureFiles
{
    /// <summary>Writes the figures of an existing report.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="browser">Draws them.</param>
    /// <param name="cancellation">Ends the browser.</param>
    /// <returns>The files.</returns>
    /// <exception cref="InvalidOperationException">The browser failed, or drew nothing.</exception>
    public static IReadOnlyList<string> Write(ExperimentFolder folder, Browser browser, CancellationToken cancellation)
    {
        using var work = WorkUnderWay.Begin("the figures");
        // For this fragment, report.js draws every figure again and leaves them in the document as JSON in base 64.
        string document = browser.Document(
            new UriBuilder(new Uri(folder.Report)) { Fragment = HtmlReport.FiguresFragment }.Uri, cancellation);
        if (Exported().Match(document) is not { Success: true } exported)
            throw new InvalidOperationException(
                $"{browser.Path}: expected the figures of {folder.Report}, found a page without them");
        var figures =
            JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(exported.Groups[1].Value)))!.AsArray();
        folder.Make(folder.Figures);
        var files = new List<string>();
        foreach (var figure in figures)
        {
            string path = Path.Combine(folder.Figures, (string)figure!["name"]!);
            AtomicFile.WriteText(path + ".svg", (string)figure["svg"]!);
            byte[] png = Convert.FromBase64String(((string)figure["png"]!).Split(',')[1]);
            AtomicFile.Write(path + ".png", stream => stream.Write(png));
            files.AddRange([path + ".svg", path + ".png"]);
        }
        return files;
    }

    [GeneratedRegex("""<script type="application/json" id="figures">([A-Za-z0-9+/=]+)</script>""")]
    private static partial Regex Exported();
}
