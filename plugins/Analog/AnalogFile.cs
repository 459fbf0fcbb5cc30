using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Analog;

/// <summary>
/// Reads and writes <c>analog_model.npz</c>: windows with the states after them, scales of the features, neighbours and
/// the rule after the horizon (docs/analog.md).
/// </summary>
internal static class AnalogFile
{
    private const string Name = "analog_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, AnalogModel model)
    {
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        model.Windows.Write(file);
        model.Features.Write(file);
        model.Beyond.Write(file);
        file.AddScalar("neighbours", (long)model.Settings.Neighbours);
        file.AddScalar("width", model.Settings.Width);
        file.AddScalar("time_step", model.Settings.TimeStep);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static AnalogModel Read(string directory)
    {
        using var file = NpzReader.Open(Path.Combine(directory, Name));
        var windows = WindowSample.Read(file);
        int neighbours = file.ReadCount("neighbours");
        if (neighbours > windows.Count)
            throw file.Contradiction("neighbours", $"expected at most {windows.Count} windows, found {neighbours}");
        double width = file.ReadScalar("width");
        if (!(width > 0 && double.IsFinite(width)))
            throw file.Contradiction("width", $"expected a positive width, found {width}");
        return new AnalogModel(
            windows, WindowFeatures.Read(file, windows.Dimension, windows.Lag),
            BeyondHorizon.Read(file, windows.Dimension),
            new AnalogSettings(neighbours, width, file.ReadScalar("time_step")));
    }
}
