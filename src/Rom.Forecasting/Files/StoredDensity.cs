namespace Rom.Forecasting.Files;

/// <summary>Frames of a file of densities whose grid is known by the file alone.</summary>
/// <param name="Ny">Rows.</param>
/// <param name="Nx">Columns.</param>
/// <param name="Times">Times of the frames.</param>
/// <param name="Values">Densities [frames, ny, nx].</param>
/// <param name="ForecastStart">The first forecast frame, or null.</param>
internal sealed record StoredDensity(int Ny, int Nx, double[] Times, float[] Values, int? ForecastStart)
{
    /// <summary>The shifts of a forecast's frames; null where the file has none.</summary>
    public MovieShifts? Shifts { get; init; }
}
