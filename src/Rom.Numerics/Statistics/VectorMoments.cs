using System.Numerics.Tensors;

namespace Rom.Numerics.Statistics;

/// <summary>
/// The mean and the total variance of vectors that come one after the other and are not kept, by the updates of Welford
/// (Technometrics 4, 1962): neither a large mean nor many vectors cost digits.
/// </summary>
/// <param name="dimension">The number of coordinates.</param>
internal sealed class VectorMoments(int dimension)
{
    private readonly double[] mean = new double[dimension];
    private double scatter;

    /// <summary>The number of vectors so far.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean [dimension]; zero before the first.</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>
    /// Their unbiased variance, summed over the coordinates: Σ‖x − x̄‖²/(n − 1). NaN for fewer than two vectors.
    /// </summary>
    public double TotalVariance => Count > 1 ? scatter / (Count - 1) : double.NaN;

    /// <summary>Adds a vector.</summary>
    /// <param name="vector">x [dimension].</param>
    /// <param name="deviation">Receives x less the mean before it [dimension].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Add(ReadOnlySpan<float> vector, Span<double> deviation)
    {
        if (vector.Length != mean.Length || deviation.Length != mean.Length)
        {
            throw new ArgumentException(
                $"expected vectors of {mean.Length} coordinates, found {vector.Length} and {deviation.Length}");
        }
        Count++;
        TensorPrimitives.ConvertTruncating(vector, deviation);
        TensorPrimitives.Subtract(deviation, mean, deviation);
        // x̄ ← x̄ + δ/n, Σ‖x − x̄‖² ← Σ‖x − x̄‖² + ‖δ‖²·(n − 1)/n
        TensorPrimitives.MultiplyAdd(deviation, 1.0 / Count, mean, mean);
        scatter += TensorPrimitives.SumOfSquares<double>(deviation) * ((Count - 1.0) / Count);
    }
}
