using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Serialization;
using RomHost.Reporting.Html;

namespace RomHost.Reporting.Figures;

/// <summary>
/// Movies of forecasts from new data, in the lab frame: one forecast, or median, spread and some members of an
/// ensemble.
/// </summary>
internal static class ForecastMovie
{
    // As many as are seen at once. Members are exchangeable: the first are as good as others.
    private const int MostMembers = 3;

    // A density and its level.
    private const int BytesPerCell = sizeof(float) + sizeof(byte);

    /// <summary>Composes the movie of one forecast.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <exception cref="InvalidDataException">The grid is too large for a picture.</exception>
    public static SideBySide Of(RomForecast forecast)
    {
        var density = forecast.Density;
        var kept = new KeptFrames(density.Grid, density.Times);
        for (int k = 0; k < density.FrameCount; k++)
        {
            if (kept.Shows(k)) density.Frame(k).CopyTo(kept.At(k));
        }
        return SideBySide.Of([(forecast.Model, kept.Movie)], kept.Movie.Greatest);
    }

    /// <summary>Composes the movie of an ensemble.</summary>
    /// <param name="forecast">The ensemble.</param>
    /// <exception cref="InvalidDataException">The grid is too large for a picture, or for the memory.</exception>
    public static SideBySide Of(RomEnsembleForecast forecast)
    {
        int[] shown = [.. forecast.FiniteMembers.Take(MostMembers)];
        int cells = forecast.Grid.CellCount;
        if (Need(forecast.MemberCount, forecast.Times.Length, cells)
                .RefusalWithin(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } refusal)
            throw new InvalidDataException(refusal);
        KeptFrames Kept() => new(forecast.Grid, forecast.Times);
        var (median, spread) = (Kept(), Kept());
        KeptFrames[] members = [.. shown.Select(_ => Kept())];
        var summary = new MemberSummary(forecast.FiniteMembers.Count, cells);
        forecast.LiftSteps((k, densities) =>
        {
            if (!median.Shows(k)) return;
            summary.Of(densities, median.At(k), spread.At(k));
            for (int i = 0; i < members.Length; i++) densities.Slice(i * cells, cells).CopyTo(members[i].At(k));
        });
        return SideBySide.Of(
            [
                ("median", median.Movie), ("spread", spread.Movie),
                .. members.Zip(shown, (one, member) => ($"member {member}", one.Movie)),
            ],
            members.Append(median).Max(one => one.Movie.Greatest));
    }

    private static MemoryNeed Need(long members, int steps, long cells)
    {
        int stride = SideBySide.StrideOf(steps);
        double kept = (double)((steps + stride - 1) / stride) * cells;
        return new()
        {
            Purpose = $"a movie of {NumberText.Count(members, "member")}",
            // Of each member a density, and the four buffers of its lift.
            Bytes = (double)members * cells * (sizeof(float) + 4 * sizeof(double))
                + (2 + MostMembers) * kept * BytesPerCell,
            LongestArray = Math.Max(kept, (double)members * cells),
            Cure = "forecast fewer members, or write a table (.csv)",
        };
    }

    /// <summary>The frames of a picture that its movie shows.</summary>
    private sealed class KeptFrames
    {
        private readonly int stride;
        private readonly int cells;

        public KeptFrames(Grid grid, ReadOnlySpan<double> times)
        {
            (stride, cells) = (SideBySide.StrideOf(times.Length), grid.CellCount);
            var kept = new double[(times.Length + stride - 1) / stride];
            for (int k = 0; k < kept.Length; k++) kept[k] = times[k * stride];
            Movie = new(new StoredDensity(grid.Ny, grid.Nx, kept, new float[kept.Length * cells], ForecastStart: null));
        }

        public ReportMovie Movie { get; }

        public bool Shows(int step) => step % stride == 0;

        public Span<float> At(int step) => Movie.Densities.AsSpan(step / stride * cells, cells);
    }
}
