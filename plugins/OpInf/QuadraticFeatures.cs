using System.Numerics.Tensors;

namespace OpInf;

/// <summary>
/// The features of a window: its states, the oldest first, then the products z_i z_j, j ≤ i, of the leading modes of
/// its newest state, row after row of the triangle.
/// </summary>
/// <param name="Dimension">Latent dimension r.</param>
/// <param name="Lag">Lag w.</param>
/// <param name="Modes">Number q of leading modes, at most r.</param>
internal readonly record struct QuadraticFeatures(int Dimension, int Lag, int Modes)
{
    /// <summary>Number of linear features, w·r.</summary>
    public int LinearCount => Lag * Dimension;

    /// <summary>Number of products, q (q + 1)/2.</summary>
    public int ProductCount => Modes * (Modes + 1) / 2;

    /// <summary>Number of features.</summary>
    public int Count => LinearCount + ProductCount;

    /// <summary>Computes the products of a window that stands at the beginning of its features.</summary>
    /// <param name="features">The window [w, r], and room for the products.</param>
    public void FillProducts(Span<double> features)
    {
        var newest = features.Slice(LinearCount - Dimension, Dimension);
        var products = features[LinearCount..];
        for (int i = 0; i < Modes; i++)
        {
            TensorPrimitives.Multiply(newest[..(i + 1)], newest[i], products);
            products = products[(i + 1)..];
        }
    }
}
