using System.Diagnostics;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;
using Rom.Numerics.TimeSeries;
using static TorchSharp.torch;

namespace Lstm.Training;

/// <summary>
/// The training loop: Adam, gradient clipping, the learning rate halved on plateaus, early stopping, best weights kept.
/// Each batch has a dispose scope, because tensors are native memory that the garbage collector does not see.
/// </summary>
internal sealed class LstmTraining
{
    private const double PlateauFactor = 0.5;

    // Random streams of one seed, by purpose.
    private const ulong SplitStream = 1, OrderStream = 2, SamplingStream = 3, WindowStream = 4;

    // libtorch has one random generator and one number of threads per process, so trainings run one at a time.
    private static readonly Lock OneAtATime = new();

    private readonly LstmOptions options;
    private readonly LatentDataset data;
    private readonly TrainingContext context;
    private readonly Architecture architecture;
    private readonly RandomStream order;
    private readonly TrainingLoss loss;

    /// <summary>Prepares a training.</summary>
    public LstmTraining(LstmOptions options, LatentDataset data, TrainingContext context)
    {
        (this.options, this.data, this.context) = (options, data, context);
        architecture = new Architecture(
            data.Dimension, options.Lag, options.HiddenUnits, options.Layers, options.LayerNorm, options.Residual);
        order = Stream(OrderStream);
        loss = new TrainingLoss(options, Stream(SamplingStream), context.Cancellation);
    }

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">The loss is not finite.</exception>
    public LstmModel Run()
    {
        lock (OneAtATime) return Train();
    }

    private string Remedy =>
        (options.NormalizeInput ? "" : "set normalize_input to true, ")
        + (options.GradientClip > 0 ? "" : "set gradient_clip, ")
        + (options is { NormalizeInput: true, GradientClip: > 0 } ? "" : "or ")
        + "lower learning_rate";

    private LstmModel Train()
    {
        set_num_threads(options.Threads);
        random.manual_seed((long)(context.Seed & long.MaxValue));
        var split = RunSplit.Of(data, options.Lag, options.ValidationFraction, Stream(SplitStream));
        var standard = Normalization.Of(data, split.Train);
        var normalization = options.NormalizeInput ? standard : Normalization.None(data.Dimension);
        using var scope = NewDisposeScope();
        using var train = Windows.Sample(
            data, split.Train, options.Lag, options.Kstep, normalization, options.MaxWindows ?? int.MaxValue,
            Stream(WindowStream));
        using var validation = options.Validation == ValidationKind.SingleStep
            ? Windows.Of(data, split.Validation, options.Lag, 1, normalization)
            : null;
        var rollouts = new Rollouts(data, split.Validation, options, architecture, normalization, standard.Unit);
        if (train.Count == 0)
        {
            throw new ArgumentException(
                $"expected runs of at least lag + kstep = {options.Lag + options.Kstep} frames to train on, "
                + $"the longest has {split.Train.Max(data.FrameCount)}; lower kstep or lag");
        }
        using var module = new LstmModule(architecture, options.Dropout);
        using var optimizer = optim.Adam(module.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        double LossOf(IReadOnlyList<NamedTensor> weights) =>
            validation is null ? rollouts.Loss(weights, context.Cancellation) : SingleStepLoss(module, validation);
        var log = Epochs(module, optimizer, train, LossOf, out var best);
        if (validation is null) DoubtDrift(log.Min(epoch => epoch.ValLoss), rollouts.LossOf(standard.Mean));
        var loop = new LstmModel(architecture, normalization, best, log);
        return options.Beyond == ClosedLoopRule.Continue
            ? loop
            : new LstmModel(architecture, normalization, best, log, EndOf(loop, split.Validation));
    }

    private void DoubtDrift(double loss, double ofMean)
    {
        if (loss <= ofMean) return;
        context.Warnings?.Report(
            $"closed-loop forecasts of the validation runs have {NumberText.Of(loss / ofMean)} times the squared error "
            + "of the mean training state: the network drifts; set kstep to 10 and layer_norm to false, use fewer "
            + "hidden_units, or train on more runs");
    }

    private ClosedLoopEnd EndOf(LstmModel loop, int[] validation)
    {
        var trajectories = new Trajectories(data.Dimension, data.RunCount, data.Run);
        void Forecast(ReadOnlySpan<double> window, Span<double> states) =>
            loop.Forecast(window, states.Length / data.Dimension, states);
        double[] climatology = LastQuarters.MeanOf(trajectories);
        return options.Beyond is null
            && TrustedSteps.Of(
                trajectories, validation, options.Lag, climatology, Forecast, context.Cancellation) is { } steps
            ? new ClosedLoopEnd(ClosedLoopRule.Climatology, steps, climatology)
            : ClosedLoopEnd.Fit(options.Beyond, trajectories, options.Lag, Forecast, context.Cancellation);
    }

    private List<EpochRecord> Epochs(
        LstmModule module, optim.Optimizer optimizer, Windows train,
        Func<IReadOnlyList<NamedTensor>, double> validate, out IReadOnlyList<NamedTensor> best)
    {
        var log = new List<EpochRecord>();
        best = [];
        double bestLoss = double.PositiveInfinity, rate = options.LearningRate;
        int sinceBest = 0, sinceDrop = 0;
        for (int epoch = 1; epoch <= options.MaxEpochs && sinceBest < options.Patience; epoch++)
        {
            var watch = Stopwatch.StartNew();
            double trainLoss = TrainEpoch(module, optimizer, train, epoch);
            var weights = module.Weights();
            double validationLoss = validate(weights);
            if (!double.IsFinite(trainLoss) || !double.IsFinite(validationLoss))
            {
                throw new TrainingDivergedException($"the loss is not finite in epoch {epoch}; {Remedy}");
            }
            log.Add(new EpochRecord(epoch, trainLoss, validationLoss, rate, watch.Elapsed.TotalSeconds));
            if (validationLoss < bestLoss)
            {
                (bestLoss, best, sinceBest, sinceDrop) = (validationLoss, weights, 0, 0);
            }
            else if (++sinceBest > 0 && ++sinceDrop >= options.PlateauPatience)
            {
                rate *= PlateauFactor;
                foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
                sinceDrop = 0;
            }
            context.Progress.Report(new TrainingProgress(
                epoch, options.MaxEpochs,
                $"epoch {epoch}, loss {NumberText.Of(trainLoss)}, validation {NumberText.Of(validationLoss)}"));
        }
        return log;
    }

    private double TrainEpoch(LstmModule module, optim.Optimizer optimizer, Windows windows, int epoch)
    {
        module.train();
        using var epochScope = NewDisposeScope();
        var permutation = new long[windows.Count];
        for (int i = 0; i < permutation.Length; i++) permutation[i] = i;
        Permutation.Shuffle<long>(permutation, order);
        var indices = tensor(permutation);
        var (x, y) = (windows.X.index_select(0, indices), windows.Y.index_select(0, indices));
        double sum = 0;
        for (long first = 0; first < windows.Count; first += options.BatchSize)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            long count = Math.Min(options.BatchSize, windows.Count - first);
            optimizer.zero_grad();
            var value = loss.Of(module, x.narrow(0, first, count), y.narrow(0, first, count), epoch);
            value.backward();
            if (options.GradientClip > 0) nn.utils.clip_grad_norm_(module.parameters(), options.GradientClip);
            optimizer.step();
            sum += value.item<float>() * (double)count;
        }
        return sum / windows.Count;
    }

    private double SingleStepLoss(LstmModule module, Windows windows)
    {
        module.eval();
        using var mode = inference_mode();
        double sum = 0;
        for (long first = 0; first < windows.Count; first += options.BatchSize)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            long count = Math.Min(options.BatchSize, windows.Count - first);
            var prediction = module.forward(windows.X.narrow(0, first, count));
            sum += nn.functional.mse_loss(prediction, windows.Y.narrow(0, first, count).select(1, 0)).item<float>()
                * (double)count;
        }
        return sum / windows.Count;
    }

    private RandomStream Stream(ulong purpose) => new(RandomStream.DeriveSeed(context.Seed, purpose));
}
