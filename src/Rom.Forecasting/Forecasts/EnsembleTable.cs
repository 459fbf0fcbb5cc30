using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Ensembles;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// Writes the table of an ensemble: t, members, the quantiles of x, y and density_variance over the members, and how
/// probably and how far densities are exceeded.
/// </summary>
/// <remarks>
/// On a torus the quantiles of a place are those of the shortest ways from the members' circular mean: an interval may
/// reach beyond the domain, so that its lower end is below its upper end.
/// </remarks>
internal static class EnsembleTable
{
    private static readonly double[] Levels = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="times">The times of the frames.</param>
    /// <param name="members">What is measured of each frame of each member.</param>
    /// <param name="domain">The domain of places.</param>
    /// <param name="thresholds">The densities.</param>
    /// <param name="curves">The exceedance of each.</param>
    public static void Write(
        string path, ReadOnlySpan<double> times, IReadOnlyList<FrameMeasures[]> members, Domain domain,
        IReadOnlyList<double> thresholds, IReadOnlyList<ExceedanceCurve> curves)
    {
        bool isPeriodic = domain.Boundary == Boundary.Periodic;
        var table = new CsvTable(
        [
            "t", "members", .. Columns("x"), .. Columns("y"), .. Columns("density_variance"),
            .. thresholds.SelectMany(one => (string[])[Column("p_exceeds", one), Column("share_exceeds", one)]),
        ]);
        var values = new double[members.Count];
        for (int k = 0; k < times.Length; k++)
        {
            object?[] row = [times[k], members.Count];
            table.Add([
                .. row,
                .. Quantiles(k, one => one.X, isPeriodic ? domain.Lx : null),
                .. Quantiles(k, one => one.Y, isPeriodic ? domain.Ly : null),
                .. Quantiles(k, one => one.DensityVariance, null),
                .. curves.SelectMany(one => (object?[])[one.Probability[k], one.Share[k]])]);
        }
        table.Write(path);

        IEnumerable<object?> Quantiles(int step, Func<FrameMeasures, double> of, double? period)
        {
            for (int m = 0; m < values.Length; m++) values[m] = of(members[m][step]);
            return QuantilesOf([.. values.Where(double.IsFinite)], period).Cast<object?>();
        }
    }

    private static double[] QuantilesOf(double[] values, double? period)
    {
        if (values.Length == 0) return [.. Levels.Select(_ => double.NaN)];
        double centre = 0;
        if (period is { } length)
        {
            double sin = 0, cos = 0;
            foreach (double value in values)
            {
                var (s, c) = Math.SinCos(2 * Math.PI * value / length);
                (sin, cos) = (sin + s, cos + c);
            }
            centre = length / (2 * Math.PI) * Math.Atan2(sin, cos);
            if (centre < 0) centre += length;
            for (int m = 0; m < values.Length; m++) values[m] = Math.IEEERemainder(values[m] - centre, length);
        }
        var sorted = new SortedEnsemble(values);
        var quantiles = new double[Levels.Length];
        for (int i = 0; i < Levels.Length; i++)
            quantiles[i] = centre + sorted.Quantile(Levels[i], QuantileRule.Exchangeable);
        return quantiles;
    }

    private static string Column(string name, double threshold) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}_{threshold:R}");

    private static IEnumerable<string> Columns(string name) =>
        Levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"{name}_q{100 * level:00}"));
}
