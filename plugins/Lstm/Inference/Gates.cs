using System.Numerics;
using System.Runtime.InteropServices;

namespace Lstm.Inference;

/// <summary>What the gates of a unit do to its cell: i, f, o = σ(·), g = tanh(·); c ← f c + i g; h = o tanh c.</summary>
internal static class Gates
{
    /// <summary>Floats that are read and written behind the last unit.</summary>
    public static int Padding => Vector<float>.Count;

    /// <summary>Floats that a vector of units takes up.</summary>
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
            throw new ArgumentException($"expected room for {padded} units, found {gates.Length}, {cell.Length}, {hidden.Length}");
        ref float sums = ref MemoryMarshal.GetReference(gates);
        ref float c = ref MemoryMarshal.GetReference(cell);
        ref float h = ref MemoryMarshal.GetReference(hidden);
        for (nuint j = 0; j < (nuint)units; j += (nuint)Vector<float>.Count)
        {
            var i = Sigmoid(Vector.LoadUnsafe(ref sums, j));
            var f = Sigmoid(Vector.LoadUnsafe(ref sums, (nuint)units + j));
            var g = Tanh(Vector.LoadUnsafe(ref sums, 2 * (nuint)units + j));
            var o = Sigmoid(Vector.LoadUnsafe(ref sums, 3 * (nuint)units + j));
            var state = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref c, j), i * g);
            state.StoreUnsafe(ref c, j);
            (o * Tanh(state)).StoreUnsafe(ref h, j);
        }
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

    private static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Exponential.Of(-x));

    // 1 − 2/(1 + e²ˣ): near zero exact to an ulp of one, as the gates need it, not to an ulp of the result.
    private static Vector<float> Tanh(Vector<float> x) =>
        Vector<float>.One - new Vector<float>(2) / (Vector<float>.One + Exponential.Of(x + x));
}
