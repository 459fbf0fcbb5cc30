namespace Rom.Forecasting.Forecasts;

/// <summary>
/// Maps of the probability that the density of a cell exceeds thresholds: the share of the members in which it does.
/// </summary>
/// <param name="thresholds">The densities, compared in single precision, in which members are stored.</param>
/// <param name="steps">Number of steps.</param>
/// <param name="cells">Number of cells.</param>
internal sealed class ExceedanceMaps(IReadOnlyList<double> thresholds, int steps, int cells)
{
    private readonly float[] limits = [.. thresholds.Select(one => (float)one)];
    private readonly float[] values = new float[checked(thresholds.Count * steps * cells)];

    /// <summary>The probabilities [thresholds, steps, cells], 0 for steps that were not added.</summary>
    public float[] Values => values;

    /// <summary>Adds a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="densities">The densities of all members [members, cells].</param>
    public void Add(int step, ReadOnlySpan<float> densities)
    {
        int members = densities.Length / cells;
        for (int t = 0; t < limits.Length; t++)
        {
            float limit = limits[t];
            var map = values.AsSpan((t * steps + step) * cells, cells);
            map.Clear();
            for (int m = 0; m < members; m++)
            {
                var density = densities.Slice(m * cells, cells);
                for (int c = 0; c < map.Length; c++) map[c] += density[c] > limit ? 1 : 0;
            }
            for (int c = 0; c < map.Length; c++) map[c] /= members;
        }
    }
}
