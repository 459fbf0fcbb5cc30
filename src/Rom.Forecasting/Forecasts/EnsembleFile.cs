using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// Writes the archive of an ensemble: rho [m, steps, ny, nx] float32 (NaN after a member's last finite frame), of the
/// members that are finite to the end rho_median and rho_std [steps, ny, nx] float32; xgrid, ygrid, times; latent
/// [m, steps, d]; place [m, steps, 2] (x, y); model. Members are lifted as they are written: memory holds one frame of
/// each.
/// </summary>
internal static class EnsembleFile
{
    /// <summary>Writes the archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forecast">The ensemble.</param>
    /// <param name="measures">What is measured of each finite frame of each member.</param>
    public static void Write(string path, RomEnsembleForecast forecast, IReadOnlyList<FrameMeasures[]> measures)
    {
        var grid = forecast.Grid;
        int members = forecast.MemberCount, steps = forecast.Times.Length, cells = grid.CellCount;
        if (Need(members, steps, cells).RefusalWithin(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } refusal)
            throw new InvalidDataException(refusal);
        using var file = NpzWriter.Create(path);
        using (var rho = file.BeginArray<float>(FieldDescription.Density, members, steps, grid.Ny, grid.Nx))
        {
            var none = new float[cells];
            Array.Fill(none, float.NaN);
            for (int m = 0; m < members; m++)
            {
                int finite = measures[m].Length;
                forecast.Lift(m, (k, density) => rho.Append(k < finite ? density : none));
            }
        }
        var spreads = new float[checked(steps * cells)];
        using (var medians = file.BeginArray<float>("rho_median", steps, grid.Ny, grid.Nx))
        {
            var median = new float[cells];
            var column = new double[forecast.FiniteMembers.Count];
            forecast.LiftSteps((k, densities) =>
            {
                for (int c = 0; c < cells; c++)
                {
                    double mean = 0;
                    for (int i = 0; i < column.Length; i++) mean += column[i] = densities[i * cells + c];
                    mean /= column.Length;
                    double squares = 0;
                    foreach (double value in column) squares += (value - mean) * (value - mean);
                    spreads[k * cells + c] = (float)Math.Sqrt(squares / (column.Length - 1));
                    Array.Sort(column);
                    median[c] = (float)Median.OfSorted(column);
                }
                medians.Append(median);
            });
        }
        file.Add<float>("rho_std", spreads, steps, grid.Ny, grid.Nx);
        ForecastFile.AddFrames(file, forecast.Model, grid, forecast.Times);
        file.Add(
            "latent", forecast.States, members, steps, forecast.States.Length / (members * steps));
        file.Add<double>("place", PlacesOf(measures, steps), members, steps, 2);
        file.Commit();
    }

    /// <summary>Returns the memory of writing: all members are lifted side by side.</summary>
    /// <param name="members">Number of members.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="cells">Number of cells.</param>
    public static MemoryNeed Need(long members, long steps, long cells) => new()
    {
        Purpose = $"an archive of {NumberText.Count(members, "member")}",
        // Of each a density, and the four buffers of its lift; the spread at the end.
        Bytes = (double)members * cells * (sizeof(float) + 4 * sizeof(double)) + (double)sizeof(float) * steps * cells,
        LongestArray = Math.Max((double)Math.Max(members, steps) * cells, 2.0 * members * steps),
        Cure = "forecast fewer members, or write a table (.csv)",
    };

    private static double[] PlacesOf(IReadOnlyList<FrameMeasures[]> measures, int steps)
    {
        var places = new double[checked(2 * measures.Count * steps)];
        Array.Fill(places, double.NaN);
        for (int m = 0; m < measures.Count; m++)
        {
            for (int k = 0; k < measures[m].Length; k++)
                (places[2 * (m * steps + k)], places[2 * (m * steps + k) + 1]) = (measures[m][k].X, measures[m][k].Y);
        }
        return places;
    }
}
