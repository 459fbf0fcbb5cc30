using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Direct.Tests;

/// <summary>Damped oscillations of random phase, with a little noise.</summary>
internal static class PlantedRuns
{
    public static double[][] Of(int count, int frames, int r = 3, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Run(frames, r, random))];
    }

    public static LatentDataset Data(int count, int frames, int r = 3, ulong seed = 1) =>
        new(r, 0.1, Of(count, frames, r, seed));

    private static double[] Run(int frames, int r, RandomStream random)
    {
        double phase = 2 * Math.PI * random.NextDouble();
        var states = new double[frames * r];
        for (int i = 0; i < states.Length; i++)
        {
            var (k, mode) = (i / r, i % r + 1);
            double signal = Math.Exp(-0.01 * k) * Math.Cos(0.1 * mode * k + phase) / mode;
            states[i] = signal + 0.01 * random.NextGaussian();
        }
        return states;
    }
}
