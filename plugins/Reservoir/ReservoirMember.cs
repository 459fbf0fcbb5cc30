using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;

namespace Reservoir;

/// <summary>A network with its readout, ẑ = c + V·(z, s).</summary>
internal sealed class ReservoirMember
{
    private readonly AffineMap map;

    /// <summary>Creates a member.</summary>
    /// <param name="network">The network.</param>
    /// <param name="readout">V [r, r + N].</param>
    /// <param name="constant">c [r].</param>
    public ReservoirMember(Network network, double[] readout, double[] constant)
    {
        (Network, Readout, Constant) = (network, readout, constant);
        map = new AffineMap(readout, constant);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>V [r, r + N].</summary>
    public double[] Readout { get; }

    /// <summary>c [r].</summary>
    public double[] Constant { get; }

    /// <summary>Forecasts in closed loop, and adds each state to a sum; ends where a state leaves the range.</summary>
    /// <param name="window">The standardised window [w, r].</param>
    /// <param name="range">The range.</param>
    /// <param name="sum">Sums of the members' states [steps, r].</param>
    /// <param name="members">Number of members in each sum [steps].</param>
    /// <param name="scratch">Scratch, at least [r + N + max(N, r)].</param>
    public void AddForecast(
        ReadOnlySpan<double> window, ColumnRange range, Span<double> sum, Span<int> members, Span<double> scratch)
    {
        int r = Constant.Length, n = Network.Units;
        var features = scratch[..(r + n)];
        var rest = scratch.Slice(r + n, n);
        var next = scratch.Slice(r + n, r); // used when the rest is not
        features.Clear(); // a network begins at rest
        for (int at = 0; at < window.Length; at += r)
        {
            window.Slice(at, r).CopyTo(features);
            Network.Step(features, rest);
        }
        for (int k = 0; k < members.Length; k++)
        {
            map.Apply(features, next);
            if (!range.Contains(next)) return;
            for (int i = 0; i < r; i++) sum[k * r + i] += next[i];
            members[k]++;
            next.CopyTo(features);
            Network.Step(features, rest);
        }
    }
}
