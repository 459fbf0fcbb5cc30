using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Kernel;

/// <summary>
/// Reads and writes <c>kernel_model.npz</c>: points [n, features], coefficients [n, h, r], mean [h, r], the scales of
/// features and kernel, and the rule after the horizon (docs/kernel.md).
/// </summary>
internal static class KernelFile
{
    private const string Name = "kernel_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, KernelModel model)
    {
        int n = model.Fit.Windows, h = model.Horizon, r = model.LatentDimension;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add<double>("points", model.Fit.Points, n, model.Features.Length);
        file.Add<double>("coefficients", model.Fit.Coefficients, n, h, r);
        file.Add<double>("mean", model.Fit.Mean, h, r);
        file.AddScalar("width", model.Fit.Width);
        file.AddScalar("lag", (long)model.Lag);
        model.Features.Write(file);
        model.Beyond.Write(file);
        file.AddScalar("time_step", model.TimeStep);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static KernelModel Read(string directory)
    {
        using var file = NpzReader.Open(Path.Combine(directory, Name));
        var header = file.Header("coefficients");
        if (header.Shape.Count != 3 || header.Count == 0)
            throw file.Contradiction("coefficients", $"expected coefficients [n, h, r], found {header.ShapeText}");
        var (n, h, r) = (header.Shape[0], header.Shape[1], header.Shape[2]);
        var features = WindowFeatures.Read(file, r, file.ReadCount("lag"));
        double width = file.ReadScalar("width");
        if (!(width > 0 && double.IsFinite(width)))
            throw file.Contradiction("width", $"expected a positive width, found {width}");
        var fit = new KernelFit(
            file.ReadFinite("points", n, features.Length), file.ReadFinite("coefficients"),
            file.ReadFinite("mean", h, r), width);
        return new KernelModel(features, fit, BeyondHorizon.Read(file, r), file.ReadScalar("time_step"));
    }
}
