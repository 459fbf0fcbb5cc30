using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Inference;

/// <summary>
/// Applies the gates of a unit to its cell: i, f, o = σ(·), g = tanh(·); c ← f c + i g; h = o tanh c.
/// </summary>
internal static class Gates
{
    /// <summary>Number of floats that are read and written behind the last unit.</summary>
    public static int Padding => Vector<float>.Count;

    /// <summary>Number of floats of the units, rounded up to whole vectors.</summary>
    /// <param name="units">Units h.</param>
    public static int Padded(int units) => (units + Padding - 1) / Padding * Padding;

    /// <summary>Updates a layer's units, a vector of them at a time.</summary>
    /// <param name="units">Units h.</param>
    /// <param name="gates">Sums of i, f, g, o [4h, and <see cref="Padding"/>].</param>
    /// <param name="cell">Cell states c [h, and padding], updated.</param>
    /// <param name="hidden">Receives the hidden states [h, and padding].</param>
    public static void Apply(int units, ReadOnlySpan<float> gates, Span<float> cell, Span<float> hidden)
    {
        int padded = Padded(units);
        if (gates.Length < 3 * units + padded || cell.Length < padded || hidden.Length < padded)
            throw new ArgumentException(
                $"expected room for {padded} units, found {gates.Length}, {cell.Length}, {hidden.Length}");
        UpdateCells(units, gates, cell);
        Expose(units, gates[(3 * units)..], cell, hidden);
    }

    /// <summary>c ← f c + i g, with i g = (1 − e⁻²ᵍ) / ((1 + e⁻ⁱ)(1 + e⁻²ᵍ)): one quotient for both.</summary>
    private static void UpdateCells(int units, ReadOnlySpan<float> gates, Span<float> cell)
    {
        ref float i = ref MemoryMarshal.GetReference(gates);
        ref float f = ref Unsafe.Add(ref i, units);
        ref float g = ref Unsafe.Add(ref f, units);
        ref float c = ref MemoryMarshal.GetReference(cell);
        for (nuint j = 0; j < (nuint)units; j += (nuint)Vector<float>.Count)
        {
            var input = TanhTimesSigmoid(Vector.LoadUnsafe(ref g, j), Vector.LoadUnsafe(ref i, j));
            var kept = Vector.LoadUnsafe(ref c, j) / (Vector<float>.One + Exponential.Of(-Vector.LoadUnsafe(ref f, j)));
            (kept + input).StoreUnsafe(ref c, j);
        }
    }

    /// <summary>h = o tanh c. A separate loop, which does not wait for the results of the one before.</summary>
    private static void Expose(int units, ReadOnlySpan<float> gate, ReadOnlySpan<float> cell, Span<float> hidden)
    {
        ref float o = ref MemoryMarshal.GetReference(gate);
        ref float c = ref MemoryMarshal.GetReference(cell);
        ref float h = ref MemoryMarshal.GetReference(hidden);
        for (nuint j = 0; j < (nuint)units; j += (nuint)Vector<float>.Count)
            TanhTimesSigmoid(Vector.LoadUnsafe(ref c, j), Vector.LoadUnsafe(ref o, j)).StoreUnsafe(ref h, j);
    }

    /// <summary>The scalar twin.</summary>
    internal static void ApplyScalar(int units, ReadOnlySpan<float> gates, Span<float> cell, Span<float> hidden)
    {
        for (int j = 0; j < units; j++)
        {
            cell[j] = Sigmoid(gates[units + j]) * cell[j] + Sigmoid(gates[j]) * MathF.Tanh(gates[2 * units + j]);
            hidden[j] = Sigmoid(gates[3 * units + j]) * MathF.Tanh(cell[j]);
        }
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    // tanh(x) σ(y) = (1 − e⁻²ˣ) / ((1 + e⁻²ˣ)(1 + e⁻ʸ)): near zero exact to an ulp of one, as the gates need it, not to
    // an ulp of the result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> TanhTimesSigmoid(Vector<float> x, Vector<float> y)
    {
        var (a, b) = (Exponential.Of(-(x + x)), Exponential.Of(-y));
        return (Vector<float>.One - a) / ((Vector<float>.One + a) * (Vector<float>.One + b));
    }
}
