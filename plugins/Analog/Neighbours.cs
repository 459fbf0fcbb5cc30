using System.Numerics.Tensors;

namespace Analog;

/// <summary>Finds and weighs the nearest of many points.</summary>
internal static class Neighbours
{
    /// <summary>Finds the nearest points, the nearest first; of equally near ones the first.</summary>
    /// <param name="squares">The squared distance of each point [n].</param>
    /// <param name="nearest">Receives the squared distances of the nearest [k], k at most n.</param>
    /// <param name="order">Receives their indices [k].</param>
    public static void Find(ReadOnlySpan<double> squares, Span<double> nearest, Span<int> order)
    {
        int found = 0;
        for (int i = 0; i < squares.Length; i++)
        {
            // Distances that overflow count as infinite, so that there are always k.
            double square = double.IsNaN(squares[i]) ? double.PositiveInfinity : squares[i];
            if (found == nearest.Length && !(square < nearest[^1])) continue;
            int at = found < nearest.Length ? found++ : found - 1;
            for (; at > 0 && square < nearest[at - 1]; at--)
                (nearest[at], order[at]) = (nearest[at - 1], order[at - 1]);
            (nearest[at], order[at]) = (square, i);
        }
    }

    /// <summary>
    /// Computes weights that sum to 1, in proportion to exp(−½ (d/(b·d_k))²); equal ones where all distances are 0.
    /// </summary>
    /// <param name="weights">The squared distances d², ascending, at least one; the weights on return.</param>
    /// <param name="width">The width b.</param>
    public static void Weigh(Span<double> weights, double width)
    {
        // Relative to the nearest, which then has the weight 1: narrow weights do not all vanish.
        var (first, last) = (weights[0], weights[^1]);
        foreach (ref double weight in weights)
            weight = last > 0 ? Math.Exp(-0.5 * (weight - first) / last / width / width) : 1;
        TensorPrimitives.Divide(weights, TensorPrimitives.Sum<double>(weights), weights);
    }
}
