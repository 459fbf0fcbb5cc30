using System.Numerics;
using System.Runtime.InteropServices;

namespace Rom.Abstractions;

/// <summary>What carriers of data hold is finite: checked where it is made, a vector at a time.</summary>
internal static class FiniteValues
{
    /// <summary>Refuses values that are not finite.</summary>
    /// <param name="values">The values.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="name">The parameter that they came in.</param>
    /// <exception cref="ArgumentException">A value is infinite or no number; the message says which.</exception>
    public static void Check(ReadOnlySpan<float> values, string what, string name)
    {
        if (AreFinite(values)) return;
        int at = 0;
        while (float.IsFinite(values[at])) at++;
        throw new ArgumentException($"expected finite {what}, found {values[at]} at place {at}", name);
    }

    // 0·x is 0 for a finite x, else it is no number.
    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sums = Vector<float>.Zero;
        foreach (var vector in vectors) sums += vector * Vector<float>.Zero;
        float sum = Vector.Sum(sums);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..]) sum += value * 0;
        return sum == 0;
    }
}
