using System.Numerics.Tensors;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>The size of an array's elements, and factors that bring it near 1.</summary>
internal static class Magnitude
{
    /// <summary>Returns the largest magnitude; 0 where there are no values.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static double Largest(ReadOnlySpan<double> values)
    {
        double largest = values.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(values));
        if (double.IsFinite(largest)) return largest;
        int at = values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        throw new ArgumentException($"expected finite values, found {values[at]} at {at}", nameof(values));
    }

    /// <summary>
    /// Returns the power of two that brings the largest element near 1, so that squares neither overflow nor vanish.
    /// Scaling by it is exact.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static double PowerOfTwoScale(ReadOnlySpan<double> values) => PowerOfTwoScale(Largest(values));

    /// <summary>Returns the power of two that brings a number near 1; 1 for zero.</summary>
    /// <param name="largest">The number, positive or zero.</param>
    public static double PowerOfTwoScale(double largest) =>
        largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(-Math.ILogB(largest), -1000, 1000));
}
