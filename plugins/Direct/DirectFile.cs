using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Direct;

/// <summary>
/// Reads and writes <c>direct_model.npz</c>: coefficients [h, r, w, r], the oldest state of a window first, intercept
/// [h, r] and the rule after the horizon (docs/direct.md).
/// </summary>
internal static class DirectFile
{
    private const string Name = "direct_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, DirectModel model)
    {
        int h = model.Horizon, r = model.LatentDimension;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add("coefficients", model.Coefficients, h, r, model.Lag, r);
        file.Add("intercept", model.Intercept, h, r);
        model.Beyond.Write(file);
        file.AddScalar("windows", model.Report.Windows);
        file.AddScalar("time_step", model.Report.TimeStep);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static DirectModel Read(string directory)
    {
        using var file = NpzReader.Open(Path.Combine(directory, Name));
        var header = file.Header("coefficients");
        if (header.Shape.Count != 4 || header.Count == 0 || header.Shape[1] != header.Shape[3])
            throw file.Contradiction("coefficients", $"expected maps [h, r, w, r], found {header.ShapeText}");
        var (h, r) = (header.Shape[0], header.Shape[1]);
        return new DirectModel(
            file.ReadFinite("coefficients"), file.ReadFinite("intercept", h, r), BeyondHorizon.Read(file, r),
            new DirectReport(file.ReadScalar("windows"), file.ReadScalar("time_step")));
    }
}
