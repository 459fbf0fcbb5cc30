using Rom.Forecasting.Serialization;

namespace Rom.Forecasting.Forecasts;

/// <summary>Writes the table of a forecast: t, x, y, total_mass and density_variance of each frame.</summary>
internal static class ForecastTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="times">The times of the frames.</param>
    /// <param name="measures">What is measured of each frame.</param>
    public static void Write(string path, ReadOnlySpan<double> times, IReadOnlyList<FrameMeasures> measures)
    {
        var table = new CsvTable("t", "x", "y", "total_mass", "density_variance");
        for (int k = 0; k < times.Length; k++)
        {
            var one = measures[k];
            table.Add(times[k], one.X, one.Y, one.TotalMass, one.DensityVariance);
        }
        table.Write(path);
    }
}
