using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Analog;

/// <summary>
/// A member of an ensemble: the continuation of one of the k nearest training windows, drawn with its weight. The mean
/// of many members is the forecast. Not thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="weights">The weights of the window's neighbours [k], which members share.</param>
/// <param name="order">Their indices [k].</param>
/// <param name="random">The draws of this member.</param>
internal sealed class NeighbourMember(AnalogModel model, double[] weights, int[] order, RandomStream random)
    : IWindowMap
{
    private bool hasBegun;

    /// <inheritdoc/>
    public int Dimension => model.LatentDimension;

    /// <inheritdoc/>
    public int Lag => model.Lag;

    /// <inheritdoc/>
    public int Horizon => model.Horizon;

    /// <inheritdoc/>
    public void Map(ReadOnlySpan<double> window, Span<double> states)
    {
        if (hasBegun) // a restart, from a window of this member alone
        {
            (weights, order) = (new double[weights.Length], new int[order.Length]);
            model.FindNeighbours(window, weights, order);
        }
        hasBegun = true;
        model.Windows.Continuation(order[Draw()])[..states.Length].CopyTo(states);
    }

    private int Draw()
    {
        double left = random.NextDouble();
        for (int i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }
        return 0; // weights sum to 1 up to rounding
    }
}
