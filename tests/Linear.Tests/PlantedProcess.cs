using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Linear.Tests;

/// <summary>Runs of a damped oscillation about (5, −3) with noise: y_k = m + A (y_(k−1) − m) + σ·noise.</summary>
internal static class PlantedProcess
{
    public static readonly double[] Mean = [5, -3];

    /// <summary>A rotation of 0.3 rad, damped by 0.97: eigenvalues 0.97 exp(± 0.3 i).</summary>
    public static readonly double[] Matrix =
        [0.97 * Math.Cos(0.3), -0.97 * Math.Sin(0.3), 0.97 * Math.Sin(0.3), 0.97 * Math.Cos(0.3)];

    public static LatentDataset Data(int runs, int frames, double noise, ulong seed, double observation = 0) =>
        new(2, 1, Runs(runs, frames, noise, seed, observation));

    public static double[][] Runs(int runs, int frames, double noise, ulong seed, double observation = 0)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, runs).Select(_ =>
        {
            double x = 2 * random.NextGaussian(), y = 2 * random.NextGaussian();
            var states = new double[2 * frames];
            for (int k = 0; k < frames; k++)
            {
                states[2 * k] = Mean[0] + x + observation * random.NextGaussian();
                states[2 * k + 1] = Mean[1] + y + observation * random.NextGaussian();
                (x, y) = (Matrix[0] * x + Matrix[1] * y + noise * random.NextGaussian(),
                    Matrix[2] * x + Matrix[3] * y + noise * random.NextGaussian());
            }
            return states;
        })];
    }
}
