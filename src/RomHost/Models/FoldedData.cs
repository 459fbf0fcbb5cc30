using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;

namespace RomHost.Models;

/// <summary>
/// Latent data whose runs are divided into folds, for trainings without one of them. Moments that a trainer adds up are
/// kept by fold, so that trainings with other options find them.
/// </summary>
internal sealed class FoldedData
{
    // 256 MiB of doubles: trainings from more moments than that read the data instead.
    private const long MostMoments = 1L << 25;

    private readonly LatentDataset all;
    private readonly TrainingData?[] without;
    private readonly TrainingData?[] parts;
    private readonly Dictionary<string, double[][]> moments = [];
    private readonly Lazy<double[]> origin;

    /// <summary>Divides the data.</summary>
    /// <param name="all">All runs.</param>
    /// <param name="folds">The runs of each fold, from 0.</param>
    public FoldedData(LatentDataset all, IReadOnlyList<IReadOnlyList<int>> folds)
    {
        (this.all, Folds) = (all, folds);
        (without, parts) = (new TrainingData?[folds.Count], new TrainingData?[folds.Count]);
        origin = new(() => MeanState(all));
    }

    /// <summary>The runs of each fold, from 0.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Folds { get; }

    /// <summary>Latent dimension r.</summary>
    public int Dimension => all.Dimension;

    /// <summary>The runs outside of a fold, in ascending order.</summary>
    /// <param name="fold">The fold, from 0.</param>
    public int[] RunsWithout(int fold) => [.. Folds.Where((_, k) => k != fold).SelectMany(runs => runs).Order()];

    /// <summary>A copy of the runs outside of a fold, which all trainings share.</summary>
    /// <param name="fold">The fold, from 0.</param>
    public TrainingData Without(int fold) => without[fold] ??= TrainingData.Of(all, RunsWithout(fold));

    /// <summary>Returns the frames of the shortest run outside of a fold.</summary>
    /// <param name="fold">The fold, from 0.</param>
    public int ShortestWithout(int fold) => RunsWithout(fold).Min(all.FrameCount);

    /// <summary>The origin of the moments [r]: the mean of all states; a new array.</summary>
    public double[] Origin => [.. origin.Value];

    /// <summary>Returns the moments of the runs outside of a fold.</summary>
    /// <param name="fold">The fold, from 0.</param>
    /// <param name="trainer">The trainer, which adds up what others with its options have not.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The moments; null for a trainer that reads the data, or has too many moments.</returns>
    /// <exception cref="ContractBreachException">The trainer's moments are not those that it announced.</exception>
    public double[]? MomentsWithout(int fold, IRomModelTrainer trainer, CancellationToken cancellation)
    {
        if (trainer is not IMomentTrainer { MomentKey: { } key } adding) return null;
        long count = adding.MomentCount(Dimension);
        if (count < 1) throw new ContractBreachException($"MomentCount: expected at least 1, found {count}");
        if (count > MostMoments / (Folds.Count + 1)) return null;
        if (!moments.TryGetValue(key, out double[][]? ofFolds))
        {
            if (moments.Values.Sum(kept => (long)kept.Length * kept[0].Length) > MostMoments - count * Folds.Count)
                moments.Clear();
            ofFolds = [.. Enumerable.Range(0, Folds.Count).Select(k => MomentsOf(k, adding, (int)count, cancellation))];
            moments.Add(key, ofFolds);
        }
        if (ofFolds[0].Length != count)
        {
            throw new ContractBreachException(
                $"MomentCount: expected {ofFolds[0].Length}, as with other options of MomentKey '{key}', "
                + $"found {count}");
        }
        var sum = new double[count];
        foreach (double[] part in ofFolds.Where((_, k) => k != fold)) TensorPrimitives.Add<double>(sum, part, sum);
        return sum;
    }

    private double[] MomentsOf(int fold, IMomentTrainer trainer, int count, CancellationToken cancellation)
    {
        var part = parts[fold] ??= TrainingData.Of(all, Folds[fold]);
        return part.Lend(
            null,
            lent =>
            {
                var sums = new double[count];
                trainer.AddMoments(lent, Origin, sums, cancellation);
                return sums;
            },
            (_, breach) => throw breach);
    }

    private static double[] MeanState(LatentDataset data)
    {
        var mean = new double[data.Dimension];
        double frames = Enumerable.Range(0, data.RunCount).Sum(run => (double)data.FrameCount(run));
        for (int run = 0; run < data.RunCount; run++)
        {
            for (int t = 0; t < data.FrameCount(run); t++) TensorPrimitives.Add(mean, data.State(run, t), mean);
        }
        TensorPrimitives.Divide(mean, frames, mean);
        return mean;
    }
}
