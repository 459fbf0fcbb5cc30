using Rom.Numerics.RandomNumbers;
using static TorchSharp.torch;

namespace Lstm.Training;

/// <summary>
/// The loss of a batch, from the mean squared errors L_1 … L_k of a closed loop of k steps:
/// <code>
/// L_1                                                k = 1
/// L_1 + v (L_1 + … + L_k) / k                        weight v, kstep_weight
/// (1 − α) L_1 + α (L_2 + … + L_k) / (k − 1)          share α, kstep_alpha
/// </code>
/// A step of the loop is fed the prediction before it, gradient included. Scheduled sampling feeds either that or the
/// truth, or replaces states of the window (<see cref="WindowSampling"/>).
/// </summary>
/// <param name="options">The options.</param>
/// <param name="random">Draws for scheduled sampling.</param>
/// <param name="cancellation">Ends the work before the next step.</param>
internal sealed class TrainingLoss(LstmOptions options, RandomStream random, CancellationToken cancellation)
{
    private readonly SamplingSchedule schedule = new(options);

    private readonly bool samplesLoop = options.ScheduledSampling > 0 && PlaceOf(options) == SamplingPlace.Loop;

    private readonly bool samplesWindow = options.ScheduledSampling > 0 && PlaceOf(options) == SamplingPlace.Window;

    /// <summary>Computes the loss of a batch.</summary>
    /// <param name="module">The network.</param>
    /// <param name="x">Windows [n, w, r].</param>
    /// <param name="y">Targets [n, k, r].</param>
    /// <param name="epoch">Epoch, from 1.</param>
    public Tensor Of(LstmModule module, Tensor x, Tensor y, int epoch)
    {
        double probability = schedule.Probability(epoch);
        var window = samplesWindow ? WindowSampling.Apply(module, x, probability, random, cancellation) : x;
        var prediction = module.forward(window);
        var oneStep = nn.functional.mse_loss(prediction, y.select(1, 0));
        if (options.Kstep == 1) return oneStep;
        var errors = new List<Tensor> { oneStep };
        for (int k = 1; k < options.Kstep; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var fed = !samplesLoop || random.NextDouble() < probability ? prediction : y.select(1, k - 1);
            window = cat([window.slice(1, 1, window.shape[1], 1), fed.unsqueeze(1)], 1);
            prediction = module.forward(window);
            errors.Add(nn.functional.mse_loss(prediction, y.select(1, k)));
        }
        return options.KstepAlpha is { } share
            ? (1 - share) * oneStep + share * Sum(errors.Skip(1)) / (options.Kstep - 1)
            : oneStep + options.KstepWeight * Sum(errors) / options.Kstep;
    }

    private static Tensor Sum(IEnumerable<Tensor> errors) => errors.Aggregate((sum, error) => sum + error);

    private static SamplingPlace PlaceOf(LstmOptions options) =>
        options.ScheduledSamplingPlace ?? (options.Kstep > 1 ? SamplingPlace.Loop : SamplingPlace.Window);
}
