using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Reservoir;

/// <summary>
/// The recurrence s ← (1 − a) s + a tanh(W_in z + W s + b) of one network (Jaeger et al., Neural Networks 20, 2007).
/// Immutable and thread-safe.
/// </summary>
internal sealed class Network
{
    private readonly AffineMap map; // [W_in W] with the bias

    /// <summary>Arranges the weights in memory.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="leak">Leak a.</param>
    public Network(ReservoirWeights weights, double leak)
    {
        (Weights, Leak) = (weights, leak);
        int n = weights.Units, r = weights.Input.Length / n;
        var both = new double[checked(n * (r + n))];
        for (int unit = 0; unit < n; unit++)
        {
            weights.Input.AsSpan(unit * r, r).CopyTo(both.AsSpan(unit * (r + n)));
            weights.Recurrent.AsSpan(unit * n, n).CopyTo(both.AsSpan(unit * (r + n) + r));
        }
        map = new AffineMap(both, weights.Bias);
    }

    /// <summary>The weights.</summary>
    public ReservoirWeights Weights { get; }

    /// <summary>Leak a.</summary>
    public double Leak { get; }

    /// <summary>Number of units N.</summary>
    public int Units => map.Outputs;

    /// <summary>Takes one step.</summary>
    /// <param name="features">The input z [r], then the state s [N], which is replaced.</param>
    /// <param name="scratch">Scratch [N].</param>
    public void Step(Span<double> features, Span<double> scratch)
    {
        map.Apply(features, scratch);
        TensorPrimitives.Tanh<double>(scratch, scratch);
        var state = features[^Units..];
        TensorPrimitives.Multiply(state, 1 - Leak, state);
        TensorPrimitives.MultiplyAdd<double>(scratch, Leak, state, state);
    }
}
