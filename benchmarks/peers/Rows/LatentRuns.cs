using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Peers.Rows;

/// <summary>
/// Latent trajectories as the thesis-size ensemble gives them: 340 runs of 167 frames in 19 dimensions.
/// </summary>
internal static class LatentRuns
{
    /// <summary>Latent dimension.</summary>
    public const int Dimension = 19;

    /// <summary>Frames of a window.</summary>
    public const int Lag = 5;

    private const int Runs = 340;
    private const int Frames = 167;

    /// <summary>Slowly turning pairs of coordinates with noise.</summary>
    public static LatentDataset Make()
    {
        var random = new RandomStream(seed: 3);
        return new LatentDataset(Dimension, timeStep: 0.12, Enumerable.Range(0, Runs).Select(_ => Run(random)));
    }

    private static double[] Run(RandomStream random)
    {
        var states = new double[Frames * Dimension];
        for (int i = 0; i < Dimension; i++) states[i] = random.NextGaussian();
        for (int t = 1; t < Frames; t++)
        {
            for (int i = 0; i < Dimension; i++)
            {
                // The last coordinate has no partner.
                int partner = Math.Min(i ^ 1, Dimension - 1);
                var (sin, cos) = Math.SinCos(0.1 * (i / 2 + 1));
                double turned = cos * states[(t - 1) * Dimension + i]
                    + (i < partner ? sin : -sin) * states[(t - 1) * Dimension + partner];
                states[t * Dimension + i] =
                    0.97 * (i == partner ? states[(t - 1) * Dimension + i] : turned) + 0.1 * random.NextGaussian();
            }
        }
        return states;
    }
}
