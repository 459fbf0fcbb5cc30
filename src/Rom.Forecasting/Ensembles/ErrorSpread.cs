using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Measures how far residuals of the runs that began most alike may be from their mean, for that of the run itself to
/// be one of them: a factor for each lead and coordinate. Thread-safe.
/// </summary>
/// <remarks>
/// Errors depend on the window in ways that no linear regression finds, and a run lies in the midst of those that are
/// nearest to it: its residual is nearer to their mean than theirs are. By how much is found among the runs, each left
/// out in turn. With ε_i its residual, ε_j that of one of the k nearest others, and c the mean residual of the k − 1
/// besides,
/// <code>s = median |ε_i − c| / |ε_j − c|</code>
/// over all runs i, some of their neighbours j, and the leads of a block. Where the residuals of a run and its
/// neighbours are exchangeable, s is 1 whatever their distribution; a median, as runs that fall apart have errors far
/// beyond all.
/// </remarks>
/// <param name="errors">The errors of all runs.</param>
/// <param name="regression">Gives their residuals.</param>
internal sealed class ErrorSpread(ErrorPaths errors, ErrorRegression regression)
{
    // Of each run and block of leads: of hundreds of runs the median is known to a few percent.
    private const int MostNeighbours = 4, MostLeads = 4;

    // Of fewer it is not, and of more it is known well enough.
    private const int LeastRuns = 100, MostRuns = 1000;

    // Errors are stored in single precision: such a share of the mean is rounding.
    private const double Rounding = 1e-6;

    private readonly ConcurrentDictionary<int, Lazy<double[]>> measured = new();

    /// <summary>Returns the factors of the residuals of the nearest runs.</summary>
    /// <param name="count">The number k of nearest runs, at least 2.</param>
    /// <param name="steps">The number of steps of a forecast.</param>
    /// <returns>The factors [steps, r]; 1 where few runs are known, or all others would be neighbours.</returns>
    public double[] Factors(int count, int steps)
    {
        int r = errors.Dimension;
        var factors = new double[steps * r];
        // Of all others each is compared with each in both ways: the median is 1.
        if (!errors.HasWindows || errors.Count < LeastRuns || count >= errors.Count - 1)
        {
            Array.Fill(factors, 1);
            return factors;
        }
        double[] blocks = measured.GetOrAdd(count, _ => new(() => Measure(count))).Value;
        int[] firstLeads = LeadBlocks.FirstLeads(errors.LongestSteps);
        for (int k = 0, block = 0; k < steps; k++)
        {
            while (block + 1 < firstLeads.Length && firstLeads[block + 1] <= k + 1) block++;
            blocks.AsSpan(block * r, r).CopyTo(factors.AsSpan(k * r));
        }
        return factors;
    }

    // [blocks, r]
    private double[] Measure(int count)
    {
        int r = errors.Dimension;
        int[] firstLeads = LeadBlocks.FirstLeads(errors.LongestSteps);
        (int, int[])[] neighbours =
        [
            .. SpreadRuns.Of(errors.Count, Math.Min(errors.Count, MostRuns))
                .Select(path => (path, errors.NearestTo(path, count))),
        ];
        var factors = new double[firstLeads.Length * r];
        var ratios = new List<double>[r];
        for (int i = 0; i < r; i++) ratios[i] = [];
        for (int block = 0; block < firstLeads.Length; block++)
        {
            int first = firstLeads[block];
            int leads = (block + 1 < firstLeads.Length ? firstLeads[block + 1] : errors.LongestSteps + 1) - first;
            int compared = Math.Min(leads, MostLeads);
            foreach (var some in ratios) some.Clear();
            for (int m = 0; m < compared; m++) Compare(neighbours, first - 1 + m * leads / compared, ratios);
            for (int i = 0; i < r; i++)
            {
                double factor = ratios[i].Count == 0 ? 1 : Median.Of(CollectionsMarshal.AsSpan(ratios[i]));
                // It is none where half of the errors are equal, as of a coordinate that seldom changes.
                factors[block * r + i] = factor > 0 && double.IsFinite(factor) ? factor : 1;
            }
        }
        return factors;
    }

    private void Compare((int Path, int[] Nearest)[] neighbours, int step, List<double>[] ratios)
    {
        var mean = new double[errors.Dimension];
        foreach (var (path, nearest) in neighbours)
        {
            regression.MeanResidual(nearest, step, mean);
            var own = regression.ResidualAt(path, step);
            int compared = Math.Min(nearest.Length, MostNeighbours);
            for (int m = 0; m < compared; m++)
            {
                // Another place for each run, so that each is a neighbour as often as any other.
                int j = (path + m * nearest.Length / compared) % nearest.Length;
                var other = regression.ResidualAt(nearest[j], step);
                for (int i = 0; i < mean.Length; i++)
                {
                    double centre = mean[i] + (mean[i] - other[i]) / (nearest.Length - 1);
                    double ratio = Distance(own[i], centre) / Distance(other[i], centre);
                    if (!double.IsNaN(ratio)) ratios[i].Add(ratio);
                }
            }
        }
    }

    private static double Distance(double error, double centre)
    {
        double distance = Math.Abs(error - centre);
        return distance > Rounding * Math.Abs(centre) ? distance : 0;
    }
}
