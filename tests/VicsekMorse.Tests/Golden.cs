using Rom.Numerics.Npz;

namespace VicsekMorse.Tests;

/// <summary>The golden vectors, made with NumPy by brute force.</summary>
internal static class Golden
{
    public static NpzReader Open(string name) => NpzReader.Open(GoldenFile.At(name));
}
