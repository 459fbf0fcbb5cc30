using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>Moves the chosen lanes of a vector of four doubles to its front.</summary>
internal static class LanePacking
{
    // For each mask of four lanes: which pair of 32-bit words goes where.
    private static readonly Vector256<int>[] Order = [.. Enumerable.Range(0, 16).Select(OrderOf)];

    /// <summary>Writes the chosen lanes to consecutive places, and something else behind them.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="lanes">A bit for each lane that is chosen.</param>
    /// <param name="target">Receives four values, the chosen ones first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> vector, uint lanes, ref double target) =>
        Vector256.ShuffleNative(vector.AsInt32(), Order[lanes]).AsDouble().StoreUnsafe(ref target);

    private static Vector256<int> OrderOf(int lanes)
    {
        Span<int> words = stackalloc int[8];
        int next = 0;
        for (int lane = 0; lane < 4; lane++)
        {
            if ((lanes >> lane & 1) == 0) continue;
            words[next++] = 2 * lane;
            words[next++] = 2 * lane + 1;
        }
        return Vector256.Create<int>(words);
    }
}
