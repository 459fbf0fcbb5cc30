using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.StateDict;

namespace Lstm.Training;

/// <summary>
/// The validation loss of forecasts in closed loop: the mean squared error over rollouts that cover each validation run
/// one after the other, each from its own true window, in one unit for all coordinates, so that leading modes count as
/// they do in a field. Computed by the managed network, which makes the forecasts of the trained model too.
/// </summary>
/// <remarks>
/// Small errors of a step say little about a closed loop: a network with the best single step can drift furthest. An
/// error of a coordinate counts as at most <see cref="LargestError"/>, also where a rollout overflows, so that the loss
/// of an early epoch is finite and one lost rollout does not hide the others.
/// </remarks>
/// <param name="data">The dataset.</param>
/// <param name="runs">The validation runs.</param>
/// <param name="options">The options.</param>
/// <param name="architecture">The network's shape.</param>
/// <param name="normalization">The scaling of its inputs.</param>
/// <param name="unit">The unit of errors.</param>
internal sealed class Rollouts(
    LatentDataset data, IReadOnlyList<int> runs, LstmOptions options, Architecture architecture,
    Normalization normalization, double unit)
{
    /// <summary>The largest error of a coordinate that is counted, in units.</summary>
    public const double LargestError = 100;

    private readonly (int Run, int Target, int Steps)[] rollouts = Cut(data, runs, options).ToArray();

    /// <summary>Computes the loss; NaN where a weight is not finite.</summary>
    /// <param name="weights">The network's weights.</param>
    /// <param name="cancellation">Ends the work before the next rollout.</param>
    public double Loss(IReadOnlyList<NamedTensor> weights, CancellationToken cancellation)
    {
        if (weights.Any(tensor => !TensorPrimitives.IsFiniteAll<float>(tensor.Values))) return double.NaN;
        var model = new LstmModel(architecture, normalization, weights, []);
        var errors = new double[rollouts.Length];
        Parallel.For(
            0, rollouts.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation },
            i => errors[i] = SquaredError(model, rollouts[i]));
        // Summed in order: the same for any number of threads.
        return errors.Sum() / (rollouts.Sum(rollout => (double)rollout.Steps) * data.Dimension);
    }

    /// <summary>Computes the loss of forecasts that are one state at every step.</summary>
    /// <param name="state">The state [r].</param>
    public double LossOf(double[] state)
    {
        double sum = 0;
        foreach (var (run, target, steps) in rollouts)
        {
            var truth = data.Run(run).Slice(target * data.Dimension, steps * data.Dimension);
            for (int i = 0; i < truth.Length; i++) sum += Squared(state[i % state.Length], truth[i]);
        }
        return sum / (rollouts.Sum(rollout => (double)rollout.Steps) * data.Dimension);
    }

    private double SquaredError(LstmModel model, (int Run, int Target, int Steps) rollout)
    {
        int r = data.Dimension;
        var forecast = new double[rollout.Steps * r];
        model.Forecast(data.Window(rollout.Run, rollout.Target, options.Lag), rollout.Steps, forecast);
        var truth = data.Run(rollout.Run).Slice(rollout.Target * r, forecast.Length);
        double sum = 0;
        for (int i = 0; i < forecast.Length; i++) sum += Squared(forecast[i], truth[i]);
        return sum;
    }

    private double Squared(double forecast, double truth)
    {
        double error = Math.Abs(forecast - truth) / unit;
        return error < LargestError ? error * error : LargestError * LargestError; // NaN is not smaller
    }

    private static IEnumerable<(int Run, int Target, int Steps)> Cut(
        LatentDataset data, IReadOnlyList<int> runs, LstmOptions options)
    {
        foreach (int run in runs)
        {
            int frames = data.FrameCount(run);
            for (int target = options.Lag; target < frames;)
            {
                int steps = Math.Min(options.ValidationSteps ?? int.MaxValue, frames - target);
                yield return (run, target, steps);
                target += steps;
            }
        }
    }
}
