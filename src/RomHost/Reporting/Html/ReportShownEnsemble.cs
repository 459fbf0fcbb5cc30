using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation.Ensembles;

namespace RomHost.Reporting.Html;

/// <summary>An ensemble of one test run, in the form that the report's script draws: intervals and maps.</summary>
internal static class ReportShownEnsemble
{
    // More points than a figure can show make a large report of many models.
    private const int MostFrames = 100;

    private const string Length = "length units", Density = "particles per unit area";

    /// <summary>Returns the data.</summary>
    /// <param name="shown">The ensemble.</param>
    /// <param name="lengths">The lengths of a periodic domain along x and y; null for another domain.</param>
    public static JsonObject Of(ShownEnsemble shown, (double X, double Y)? lengths)
    {
        int stride = (shown.Times.Length + MostFrames - 1) / MostFrames;
        var maps = shown.Maps;
        float greatest = Greatest(maps.Truth), spread = Greatest(maps.Spread);
        return new JsonObject
        {
            ["times"] = Numbers(shown.Times.Where((_, k) => k % stride == 0)),
            ["fans"] = new JsonArray([.. shown.Fans.Select(fan => FanOf(fan, shown, stride, lengths))]),
            ["maps"] = new JsonObject
            {
                ["ny"] = maps.Rows,
                ["nx"] = maps.Columns,
                ["times"] = Numbers(maps.Times),
                ["threshold"] = maps.Threshold,
                ["greatest"] = greatest,
                ["greatest_spread"] = spread,
                ["truth"] = ReportMovie.Bytes(maps.Truth, greatest),
                ["median"] = ReportMovie.Bytes(maps.Median, greatest),
                ["spread"] = ReportMovie.Bytes(maps.Spread, spread),
                ["probability"] = ReportMovie.Bytes(maps.Probability, 1),
            },
        };
    }

    private static JsonNode FanOf(EnsembleFan fan, ShownEnsemble shown, int stride, (double X, double Y)? lengths)
    {
        var (title, unit, circumference) = fan.Name switch
        {
            EnsembleFan.DisplacementX => ("displacement along x since the last known frame", Length, lengths?.X),
            EnsembleFan.DisplacementY => ("displacement along y since the last known frame", Length, lengths?.Y),
            EnsembleFan.DensityVariance => ("variance of the density over the cells", $"({Density})²", null),
            EnsembleFan.LargestDensity => ("largest density of a cell", Density, (double?)null),
            _ => (CellTitle(fan.Name, shown), Density, null),
        };
        var json = new JsonObject
        {
            ["name"] = fan.Name,
            ["title"] = title,
            ["unit"] = unit,
            ["circumference"] = circumference,
            ["calibrated"] = fan.IsCalibrated,
        };
        foreach (var (column, name) in EnsembleFan.Columns.Index())
        {
            json[name] = Numbers(fan.Values.Where((_, i) =>
                i % EnsembleFan.Columns.Count == column && i / EnsembleFan.Columns.Count % stride == 0));
        }
        return json;
    }

    private static string CellTitle(string name, ShownEnsemble shown)
    {
        bool isCell = name.StartsWith(EnsembleFan.Cell, StringComparison.Ordinal);
        if (!isCell || !int.TryParse(
                name.AsSpan(EnsembleFan.Cell.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int cell)
            || cell >= shown.Cells.Count)
        {
            return name;
        }
        var (x, y) = shown.Cells[cell];
        return $"density of the cell at x = {NumberText.Of(x)}, y = {NumberText.Of(y)}";
    }

    private static float Greatest(float[] values) =>
        Math.Max(values.Where(float.IsFinite).DefaultIfEmpty(0).Max(), float.Epsilon);

    // Five digits are more than a figure shows.
    private static JsonArray Numbers(IEnumerable<double> values) =>
    [
        .. values.Select(value => double.IsFinite(value)
            ? JsonValue.Create(double.Parse(
                value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : null),
    ];
}
