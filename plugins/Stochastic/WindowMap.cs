using Rom.Numerics.LinearAlgebra;

namespace Stochastic;

/// <summary>An affine map from a window to the next state, y_k = c + Σ_(j=1..w) A_j y_(k−j).</summary>
internal sealed class WindowMap
{
    private readonly AffineMap map;

    /// <summary>Creates a map.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r]: in the order of a window, oldest state first.</param>
    /// <param name="constant">c [r].</param>
    public WindowMap(double[] coefficients, double[] constant)
    {
        (Coefficients, Constant) = (coefficients, constant);
        map = new AffineMap(coefficients, constant);
    }

    /// <summary>(A_w … A_1) [r, w·r].</summary>
    public double[] Coefficients { get; }

    /// <summary>c [r].</summary>
    public double[] Constant { get; }

    /// <summary>Dimension r of a state.</summary>
    public int Dimension => Constant.Length;

    /// <summary>States w of a window.</summary>
    public int Lag => map.Inputs / Dimension;

    /// <summary>Computes the state after states of which the last ones are in a second span.</summary>
    /// <param name="window">The window [w, r], oldest first, before any state of the forecast.</param>
    /// <param name="forecast">The states that follow it so far [k, r].</param>
    /// <param name="next">Receives the state after them [r].</param>
    public void Next(ReadOnlySpan<double> window, ReadOnlySpan<double> forecast, Span<double> next)
    {
        int known = Math.Min(forecast.Length, window.Length);
        map.Apply(window[known..], forecast[^known..], next);
    }
}
