using System.Numerics;
using System.Runtime.InteropServices;

namespace Rom.Abstractions;

/// <summary>Checks that data is finite, a vector at a time, when the object that holds it is constructed.</summary>
internal static class FiniteValues
{
    /// <summary>Refuses non-finite values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="what">The name of the values, for the message.</param>
    /// <param name="name">The parameter that passes them.</param>
    /// <exception cref="ArgumentException">A value is infinite or NaN; the message says which.</exception>
    public static void Check(ReadOnlySpan<float> values, string what, string name)
    {
        if (AreFinite(values)) return;
        int at = 0;
        while (float.IsFinite(values[at])) at++;
        throw new ArgumentException($"expected finite {what}, found {values[at]} at place {at}", name);
    }

    // 0·x is 0 for a finite x, and NaN otherwise.
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
