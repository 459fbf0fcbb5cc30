using System.Numerics.Tensors;

namespace Rom.Forecasting.Lifting;

/// <summary>Sums the products of a vector's coordinates, of which covariances are the means.</summary>
internal static class ProductSum
{
    /// <summary>Adds v·vᵀ to a matrix.</summary>
    /// <param name="vector">v [r].</param>
    /// <param name="sum">The matrix [r, r].</param>
    public static void Add(ReadOnlySpan<double> vector, Span<double> sum)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            var row = sum.Slice(i * vector.Length, vector.Length);
            TensorPrimitives.MultiplyAdd(vector, vector[i], row, row);
        }
    }
}
