using Rom.Numerics.RandomNumbers;
using static TorchSharp.torch;

namespace Lstm.Training;

/// <summary>
/// Mean squared error of one step, and beside it, weighted, of a closed loop of k steps. In the loop a step is fed its own
/// prediction, or with scheduled sampling (Bengio et al., NIPS 2015) either that or the truth.
/// </summary>
/// <param name="options">The options.</param>
/// <param name="random">Chooses what a step is fed.</param>
internal sealed class TrainingLoss(LstmOptions options, RandomStream random)
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="module">The network.</param>
    /// <param name="x">Windows [n, w, r].</param>
    /// <param name="y">Targets [n, k, r].</param>
    /// <param name="epoch">Epoch, from 1.</param>
    public Tensor Of(LstmModule module, Tensor x, Tensor y, int epoch)
    {
        var prediction = module.forward(x);
        var oneStep = nn.functional.mse_loss(prediction, y.select(1, 0));
        if (options.Kstep == 1) return oneStep;
        var loop = oneStep;
        var window = x;
        for (int k = 1; k < options.Kstep; k++)
        {
            var fed = FeedsPrediction(epoch) ? prediction : y.select(1, k - 1);
            window = cat([window.slice(1, 1, window.shape[1], 1), fed.unsqueeze(1)], 1);
            prediction = module.forward(window);
            loop += nn.functional.mse_loss(prediction, y.select(1, k));
        }
        return oneStep + options.KstepWeight * loop / options.Kstep;
    }

    private bool FeedsPrediction(int epoch)
    {
        if (options.ScheduledSampling == 0) return true;
        double probability = options.ScheduledSampling * Math.Min(1, (double)(epoch - 1) / options.ScheduledSamplingRamp);
        return random.NextDouble() < probability;
    }
}
