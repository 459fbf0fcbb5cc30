using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Mvar.Tests;

/// <summary>Trajectories of a process y_k = A_0 + Σ A_j y_(k−j) + σ·noise with known coefficients.</summary>
/// <param name="Matrices">A_1, A_2, … [w][r, r].</param>
/// <param name="Intercept">A_0 [r].</param>
internal sealed record PlantedProcess(double[][] Matrices, double[] Intercept)
{
    /// <summary>A stable process of two components and two lags.</summary>
    public static PlantedProcess OfTwoLags { get; } = new([[0.5, 0.2, -0.1, 0.4], [0.3, -0.2, 0.1, 0.2]], [0.7, -0.3]);

    public int R => Intercept.Length;

    /// <summary>Runs from random initial states.</summary>
    public double[][] Runs(int count, int frames, double noise, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Run(frames, noise, random))];
    }

    public LatentDataset Data(int count, int frames, double noise, ulong seed) =>
        new(R, 1, Runs(count, frames, noise, seed));

    private double[] Run(int frames, double noise, RandomStream random)
    {
        var y = new double[frames * R];
        for (int k = 0; k < frames; k++)
        {
            for (int i = 0; i < R; i++)
            {
                if (k < Matrices.Length)
                {
                    y[k * R + i] = 3 * random.NextGaussian();
                    continue;
                }
                double sum = Intercept[i] + noise * random.NextGaussian();
                for (int j = 1; j <= Matrices.Length; j++)
                {
                    for (int c = 0; c < R; c++) sum += Matrices[j - 1][i * R + c] * y[(k - j) * R + c];
                }
                y[k * R + i] = sum;
            }
        }
        return y;
    }
}
