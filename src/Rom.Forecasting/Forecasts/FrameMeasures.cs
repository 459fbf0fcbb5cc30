using Rom.Abstractions;

namespace Rom.Forecasting.Forecasts;

/// <summary>What a table has of each forecast frame.</summary>
/// <param name="X">The place of the swarm; NaN for none.</param>
/// <param name="Y">The place of the swarm; NaN for none.</param>
/// <param name="TotalMass">The integral of the density [particles].</param>
/// <param name="DensityVariance">The variance of the density over the cells.</param>
internal readonly record struct FrameMeasures(double X, double Y, double TotalMass, double DensityVariance)
{
    /// <summary>Measures a frame.</summary>
    /// <param name="density">The density [ny, nx].</param>
    /// <param name="grid">The grid.</param>
    /// <param name="centre">Finds the place on the same grid.</param>
    public static FrameMeasures Of(ReadOnlySpan<float> density, Grid grid, MassCentre centre)
    {
        double sum = 0, squares = 0;
        foreach (float value in density) sum += value;
        double mean = sum / density.Length;
        foreach (float value in density) squares += (value - mean) * (value - mean);
        var (x, y) = centre.Of(density);
        return new(x, y, sum * grid.CellArea, squares / density.Length);
    }
}
