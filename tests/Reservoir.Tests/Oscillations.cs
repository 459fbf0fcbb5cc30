using Rom.Abstractions;

namespace Reservoir.Tests;

/// <summary>Runs of two coordinates, cos φ and sin³ φ, that turn by 0.3 rad a step, with a little noise.</summary>
internal static class Oscillations
{
    public static LatentDataset Data(int runs, int frames, int seed) => new(2, 1, Runs(runs, frames, seed));

    public static double[][] Runs(int runs, int frames, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, runs).Select(_ =>
        {
            double phase = Math.Tau * random.NextDouble();
            return Enumerable.Range(0, 2 * frames).Select(i => (i % 2 == 0
                ? Math.Cos(0.3 * (i / 2) + phase) : Math.Pow(Math.Sin(0.3 * (i / 2) + phase), 3))
                + 1e-3 * (random.NextDouble() - 0.5)).ToArray();
        })];
    }
}
