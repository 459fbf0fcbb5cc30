using System.Numerics.Tensors;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// The range of values whose squares, and those of their differences, are finite. What leaves it has diverged.
/// </summary>
internal static class StateRange
{
    /// <summary>The largest share of members that may leave it: the others are the tame ones, and flatter.</summary>
    public const double MostDiverged = 0.1;

    private const double Largest = 1e100;

    /// <summary>Whether all values lie in it.</summary>
    /// <param name="values">The values, at least one.</param>
    public static bool Contains(ReadOnlySpan<double> values) =>
        Math.Abs(TensorPrimitives.MaxMagnitude(values)) < Largest; // NaN where one is
}
