using System.Text.Json.Nodes;
using Rom.Forecasting.Files;
using Rom.Numerics.Fft;

namespace RomHost.Reporting.Html;

/// <summary>A density movie for the report's player: 8 bits a cell, on the scale of the run's truth.</summary>
/// <param name="Density">The frames that are kept.</param>
internal sealed record ReportMovie(StoredDensity Density)
{
    /// <summary>Reads a movie.</summary>
    /// <param name="path">A file of densities.</param>
    /// <param name="stride">Stride of the frames.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no movie.</exception>
    public static ReportMovie Read(string path, int stride) => new(DensityFile.ReadStored(path, stride));

    /// <summary>Frames kept.</summary>
    public int Frames => Density.Times.Length;

    /// <summary>Rows.</summary>
    public int Ny => Density.Ny;

    /// <summary>Columns.</summary>
    public int Nx => Density.Nx;

    /// <summary>Densities [frames, ny, nx].</summary>
    public float[] Densities => Density.Values;

    /// <summary>The greatest density, above 0: the upper end of the scale of a run's movies.</summary>
    public float Greatest => Math.Max(Densities.Length == 0 ? 0 : Densities.Max(), float.Epsilon);

    /// <summary>Returns the levels of the densities.</summary>
    /// <param name="greatest">The density for 255.</param>
    public byte[] Levels(float greatest) => Levels(Densities, greatest);

    /// <summary>Returns the levels of the densities in base 64.</summary>
    /// <param name="greatest">The density for 255.</param>
    public JsonNode Bytes(float greatest) => Bytes(Densities, greatest);

    /// <summary>Returns levels in base 64.</summary>
    /// <param name="values">The values.</param>
    /// <param name="greatest">The value for 255.</param>
    public static JsonNode Bytes(float[] values, float greatest) =>
        JsonValue.Create(Convert.ToBase64String(Levels(values, greatest)));

    /// <summary>Returns shifts (dy, dx) one after the other [2 · frames].</summary>
    /// <param name="shifts">The shifts.</param>
    public static JsonArray ShiftsOf(IEnumerable<Shift> shifts) =>
        [.. shifts.SelectMany(shift => new[] { shift.Dy, shift.Dx }).Select(cells => JsonValue.Create(cells))];

    // A byte for each value: 0 for zero and less, 255 for the greatest and more.
    private static byte[] Levels(float[] values, float greatest)
    {
        var levels = new byte[values.Length];
        for (int i = 0; i < levels.Length; i++) levels[i] = (byte)Math.Clamp(255 * values[i] / greatest, 0, 255);
        return levels;
    }
}
