using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;

namespace Rom.Forecasting.Experiments;

/// <summary>
/// Writes and reads the grid of densities in a summary: a program that forecasts needs no simulator to know it.
/// </summary>
internal static class GridFacts
{
    /// <summary>Converts a grid to its form in a summary.</summary>
    /// <param name="grid">The grid.</param>
    public static JsonObject ToJson(Grid grid) => new()
    {
        ["nx"] = grid.Nx,
        ["ny"] = grid.Ny,
        ["lx"] = grid.Domain.Lx,
        ["ly"] = grid.Domain.Ly,
        ["boundary"] = ScalarValue.Format(grid.Domain.Boundary),
    };

    /// <summary>Reads a grid; null where it is missing or malformed.</summary>
    /// <param name="facts">Its form in a summary.</param>
    public static Grid? FromJson(JsonNode? facts) =>
        CountOf(facts.NumberAt("nx")) is { } nx && CountOf(facts.NumberAt("ny")) is { } ny
        && (long)nx * ny <= Array.MaxLength
        && facts.NumberAt("lx") is > 0 and var lx && facts.NumberAt("ly") is > 0 and var ly
        && ScalarValue.Parse(facts.TextAt("boundary") ?? "", typeof(Boundary)) is Boundary boundary
            ? new Grid(new Domain(lx, ly, boundary), nx, ny)
            : null;

    private static int? CountOf(double? number) =>
        number is >= 1 and <= int.MaxValue && Math.Truncate(number.Value) == number ? (int)number : null;
}
