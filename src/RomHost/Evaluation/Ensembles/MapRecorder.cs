using Rom.Numerics.Ensembles;

namespace RomHost.Evaluation.Ensembles;

/// <summary>Records maps of an ensemble at a few scored frames. For one thread.</summary>
/// <param name="rows">Rows of the coarse grid.</param>
/// <param name="columns">Columns of the coarse grid.</param>
/// <param name="threshold">The density whose exceedance is mapped.</param>
/// <param name="maps">The number of maps.</param>
internal sealed class MapRecorder(int rows, int columns, double threshold, int maps)
{
    private readonly double[] times = new double[maps];
    private readonly float[] truths = new float[maps * rows * columns];
    private readonly float[] medians = new float[maps * rows * columns];
    private readonly float[] spreads = new float[maps * rows * columns];
    private readonly float[] probabilities = new float[maps * rows * columns];
    private int count;

    /// <summary>Adds a map.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="densities">The members [m, rows · columns].</param>
    /// <param name="truth">The truth [rows · columns].</param>
    public void Add(double time, ReadOnlySpan<double> densities, ReadOnlySpan<double> truth)
    {
        int cells = truth.Length;
        var values = new double[densities.Length / cells];
        times[count] = time;
        for (int i = 0; i < cells; i++)
        {
            for (int m = 0; m < values.Length; m++) values[m] = densities[m * cells + i];
            int above = values.Count(value => value > threshold), at = count * cells + i;
            var sorted = new SortedEnsemble(values);
            truths[at] = (float)truth[i];
            medians[at] = (float)sorted.Quantile(0.5, QuantileRule.Exchangeable);
            spreads[at] = (float)Math.Sqrt(sorted.Variance);
            probabilities[at] = (float)above / values.Length;
        }
        count++;
    }

    /// <summary>Returns what was recorded.</summary>
    public EnsembleMaps Maps => new(rows, columns, times, threshold, truths, medians, spreads, probabilities);
}
