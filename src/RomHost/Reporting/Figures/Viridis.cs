using System.Text.RegularExpressions;
using RomHost.Reporting.Html;

namespace RomHost.Reporting.Figures;

/// <summary>
/// The colour scale of densities, suitable without colour vision: the table of d3, so that movies match the report.
/// </summary>
internal static partial class Viridis
{
    /// <summary>256 colours, red, green and blue in turn [768].</summary>
    public static byte[] Colours { get; } = Convert.FromHexString(
        Table().Match(HtmlReport.Asset("d3.min.js")).Groups[1].Value);

    // Begins with viridis' darkest colour, #440154, and has six digits for each of 256.
    [GeneratedRegex("\"(440154[0-9a-f]{1530})\"")]
    private static partial Regex Table();
}
