using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Npz;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// Writes the archive of an ensemble: rho [m, steps, ny, nx] float32 (NaN after a member's last finite frame), of the
/// members that are finite to the end rho_median and rho_std [steps, ny, nx] and p_exceeds [thresholds, steps, ny, nx]
/// float32; thresholds; xgrid, ygrid, times; latent [m, steps, d]; place [m, steps, 2] (x, y); model. Members are
/// lifted as they are written: memory holds one frame of each.
/// </summary>
internal static class EnsembleFile
{
    /// <summary>Writes the archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forecast">The ensemble.</param>
    /// <param name="measures">What is measured of each finite frame of each member.</param>
    /// <param name="thresholds">The densities whose exceedance is mapped.</param>
    public static void Write(
        string path, RomEnsembleForecast forecast, IReadOnlyList<FrameMeasures[]> measures,
        IReadOnlyList<double> thresholds)
    {
        var grid = forecast.Grid;
        int members = forecast.MemberCount, steps = forecast.Times.Length, cells = grid.CellCount;
        if (Need(members, steps, cells, thresholds.Count)
                .RefusalWithin(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } refusal)
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
        var exceedance = new ExceedanceMaps(thresholds, steps, cells);
        using (var medians = file.BeginArray<float>("rho_median", steps, grid.Ny, grid.Nx))
        {
            var median = new float[cells];
            var summary = new MemberSummary(forecast.FiniteMembers.Count, cells);
            forecast.LiftSteps((k, densities) =>
            {
                summary.Of(densities, median, spreads.AsSpan(k * cells, cells));
                medians.Append(median);
                exceedance.Add(k, densities);
            });
        }
        file.Add<float>("rho_std", spreads, steps, grid.Ny, grid.Nx);
        file.Add<float>("p_exceeds", exceedance.Values, thresholds.Count, steps, grid.Ny, grid.Nx);
        file.Add<double>("thresholds", [.. thresholds], thresholds.Count);
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
    /// <param name="thresholds">Number of densities whose exceedance is mapped.</param>
    public static MemoryNeed Need(long members, long steps, long cells, long thresholds) => new()
    {
        Purpose = $"an archive of {NumberText.Count(members, "member")}",
        // Of each a density, and the four buffers of its lift; the spread and the probabilities at the end.
        Bytes = (double)members * cells * (sizeof(float) + 4 * sizeof(double))
            + (1.0 + thresholds) * sizeof(float) * steps * cells,
        LongestArray = Math.Max(
            (double)Math.Max(members, Math.Max(1, thresholds) * steps) * cells, 2.0 * members * steps),
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
