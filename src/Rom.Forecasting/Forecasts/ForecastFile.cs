using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// Writes the archive of a forecast: rho [steps, ny, nx] float32, xgrid, ygrid and times as a density file has them, so
/// that it is one; latent [steps, d], place [steps, 2] (x, y), model.
/// </summary>
internal static class ForecastFile
{
    /// <summary>Writes the archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="density">The densities.</param>
    /// <param name="states">The states [steps, d].</param>
    /// <param name="measures">What is measured of each frame.</param>
    public static void Write(
        string path, string model, DensityMovie density, double[] states, IReadOnlyList<FrameMeasures> measures)
    {
        int steps = density.FrameCount;
        using var file = NpzWriter.Create(path);
        file.Add(FieldDescription.Density, density.Values, steps, density.Grid.Ny, density.Grid.Nx);
        AddFrames(file, model, density.Grid, density.Times);
        file.Add<double>("latent", states, steps, states.Length / steps);
        file.Add<double>("place", [.. measures.SelectMany(one => new[] { one.X, one.Y })], steps, 2);
        file.Commit();
    }

    /// <summary>Adds grid, times and the model's name.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="times">The times of the frames.</param>
    public static void AddFrames(NpzWriter file, string model, Grid grid, ReadOnlySpan<double> times)
    {
        file.Add<double>("xgrid", grid.XCentres(), grid.Nx);
        file.Add<double>("ygrid", grid.YCentres(), grid.Ny);
        file.Add("times", times, times.Length);
        file.AddText("model", model);
    }
}
