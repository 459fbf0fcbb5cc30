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
    /// <param name="placeOf">Says where the value of an index is.</param>
    /// <exception cref="ArgumentException">A value is infinite or NaN; the message says which.</exception>
    public static void Check(ReadOnlySpan<float> values, string what, string name, Func<int, string> placeOf)
    {
        if (AreFinite(values)) return;
        int at = 0;
        while (float.IsFinite(values[at])) at++;
        throw new ArgumentException($"expected finite {what}, found {values[at]} in {placeOf(at)}", name);
    }

    /// <summary>Refuses non-finite values of a field.</summary>
    /// <param name="values">The values [T, ny, nx].</param>
    /// <param name="grid">Their grid.</param>
    /// <param name="what">The name of the values, for the message.</param>
    /// <param name="name">The parameter that passes them.</param>
    /// <exception cref="ArgumentException">A value is infinite or NaN; the message says which.</exception>
    public static void Check(ReadOnlySpan<float> values, Grid grid, string what, string name) => Check(
        values, what, name,
        at => $"frame {at / grid.CellCount}, row {at % grid.CellCount / grid.Nx}, column {at % grid.Nx} (from 0)");

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
