using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace OpInf.Tests;

/// <summary>
/// Runs of a quadratic map, x ← 0.1 + 0.8 x − 0.3 y + 0.2 y², y ← 0.3 x + 0.8 y − 0.2 x y, with noise, from random
/// states.
/// </summary>
internal static class PlantedMap
{
    public static LatentDataset Data(int runs, int frames, double noise, ulong seed) =>
        new(2, 1, Runs(runs, frames, noise, seed));

    public static double[][] Runs(int runs, int frames, double noise, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, runs).Select(_ =>
        {
            double[] states = [random.NextGaussian() / 2, random.NextGaussian() / 2];
            for (int k = 1; k < frames; k++)
            {
                double[] next = Next(states[^2], states[^1]);
                states = [.. states, next[0] + noise * random.NextGaussian(), next[1] + noise * random.NextGaussian()];
            }
            return states;
        })];
    }

    public static double[] Next(double x, double y) =>
        [0.1 + 0.8 * x - 0.3 * y + 0.2 * y * y, 0.3 * x + 0.8 * y - 0.2 * x * y];
}
