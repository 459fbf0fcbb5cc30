using System.Numerics.Tensors;

namespace RomHost.Evaluation;

/// <summary>
/// Sum of squared deviations from the mean of values that come in blocks, merged as in Chan, Golub, LeVeque (1979), so
/// that neither the number of blocks nor a large mean costs digits.
/// </summary>
internal struct ScatterSum
{
    private long count;
    private double mean;

    /// <summary>Σ (x − x̄)² of all values so far.</summary>
    public double Total { get; private set; }

    /// <summary>Adds a block.</summary>
    /// <param name="values">At least one value.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        double blockMean = TensorPrimitives.Sum(values) / values.Length;
        double scatter = 0;
        foreach (double value in values) scatter += (value - blockMean) * (value - blockMean);
        long merged = count + values.Length;
        double delta = blockMean - mean;
        Total += scatter + delta * delta * ((double)count * values.Length / merged);
        mean += delta * values.Length / merged;
        count = merged;
    }
}
