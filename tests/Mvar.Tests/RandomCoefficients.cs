using Rom.Numerics.RandomNumbers;

namespace Mvar.Tests;

/// <summary>Random models and windows of any shape.</summary>
internal static class RandomCoefficients
{
    public static double[] Gaussian(int count, double scale, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => scale * random.NextGaussian())];
    }

    public static MvarModel Model(int r, int lag, double scale, ulong seed) => new(
        Gaussian(r * r * lag, scale / (r * lag), seed), Gaussian(r, 1, seed + 1),
        new MvarReport(1e-4, 0.9, 0.1, 1.1, 0.9, 2));
}
