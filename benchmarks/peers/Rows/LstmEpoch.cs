using Lstm;
using Lstm.LibTorch;
using Lstm.Training;
using Peers.Measuring;
using Peers.Reporting;
using Rom.Abstractions;
using Rom.Analysis;
using static TorchSharp.torch;

namespace Peers.Rows;

/// <summary>An epoch of training, beside loops that do the same arithmetic and nothing else.</summary>
internal sealed class LstmEpoch : IRow
{
    private const double Most = 1.1;
    private const int Epochs = 2;
    private static readonly BlockTimer Timer = new(TimeProvider.System);

    private static readonly LstmOptions Options = new()
    {
        Validation = ValidationKind.SingleStep, // as the bare loop
        MaxEpochs = Epochs,
        HiddenUnits = 128,
        BatchSize = 512,
        Threads = 2,
    };

    /// <inheritdoc/>
    public string Key => "lstm-epoch";

    /// <inheritdoc/>
    public string Work => "LSTM training epoch with validation, 44,064 windows, batches of 512, 128 units, two threads";

    /// <inheritdoc/>
    public string Target => "≤ 1.1 × the best bare libtorch loop of the same arithmetic";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        LibTorchLibrary.EnsureLoaded();
        var data = LatentRuns.Make();
        int validating = data.RunCount / 5;
        int[] runs = [.. Enumerable.Range(0, data.RunCount)];
        var normalization = Normalization.Of(data, runs);
        using var train = Windows.Of(data, runs[validating..], Options.Lag, 1, normalization);
        using var validation = Windows.Of(data, runs[..validating], Options.Lag, 1, normalization);
        using var ours = new Training(data);
        using var narrowing = new BareLoop(
            "bare loop, permuted once and narrowed", train, validation, permuteOnce: true);
        using var selecting = new BareLoop(
            "bare loop, index_select for each batch", train, validation, permuteOnce: false);
        var samples = Contest.Run(5, ours, narrowing, selecting);
        var best = samples[1..].MinBy(sample => sample.Median)!;
        yield return Finding.Against([samples[0], best], Figure.Time, 1 / Most);
    }

    /// <summary>The plugin's own training.</summary>
    private sealed class Training(LatentDataset data) : IContender
    {
        private long epoch;
        private double seconds;

        public string Name => "ours";

        public double Measure()
        {
            var progress = new EachEpoch(this);
            epoch = Timer.Now;
            new LstmTrainer(Options).Train(data, new TrainingContext(Seed: 1, progress, CancellationToken.None));
            return seconds;
        }

        public void Dispose()
        {
            // Holds nothing.
        }

        // From report to report: with all that the training does beside the arithmetic. The first epoch has the set-up.
        private sealed class EachEpoch(Training training) : IProgress<TrainingProgress>
        {
            public void Report(TrainingProgress value)
            {
                training.seconds = Timer.SecondsSince(training.epoch);
                training.epoch = Timer.Now;
            }
        }
    }

    /// <summary>Forward, backward, clip, Adam; then the validation's loss.</summary>
    private sealed class BareLoop : IContender
    {
        private readonly LstmModule module;
        private readonly optim.Optimizer optimizer;
        private readonly Windows train;
        private readonly Windows validation;
        private readonly bool permuteOnce;

        public BareLoop(string name, Windows train, Windows validation, bool permuteOnce)
        {
            (Name, this.train, this.validation, this.permuteOnce) = (name, train, validation, permuteOnce);
            var shape = new Architecture(
                LatentRuns.Dimension, Options.Lag, Options.HiddenUnits, Options.Layers, LayerNorm: true,
                Residual: true);
            module = new LstmModule(shape, Options.Dropout);
            optimizer = optim.Adam(module.parameters(), Options.LearningRate, weight_decay: Options.WeightDecay);
        }

        public string Name { get; }

        public double Measure()
        {
            set_num_threads(Options.Threads);
            return Timer.Time(TrainAndValidate, calls: 1);
        }

        public void Dispose()
        {
            optimizer.Dispose();
            module.Dispose();
        }

        private void TrainAndValidate()
        {
            Train();
            Validate();
        }

        private void Train()
        {
            module.train();
            using var scope = NewDisposeScope();
            var order = randperm(train.Count);
            var (x, y) = permuteOnce
                ? (train.X.index_select(0, order), train.Y.index_select(0, order))
                : (train.X, train.Y);
            for (long first = 0; first < train.Count; first += Options.BatchSize)
            {
                using var batch = NewDisposeScope();
                long count = Math.Min(Options.BatchSize, train.Count - first);
                var indices = order.narrow(0, first, count);
                var input = permuteOnce ? x.narrow(0, first, count) : x.index_select(0, indices);
                var target = permuteOnce ? y.narrow(0, first, count) : y.index_select(0, indices);
                optimizer.zero_grad();
                var loss = nn.functional.mse_loss(module.forward(input), target.select(1, 0));
                loss.backward();
                nn.utils.clip_grad_norm_(module.parameters(), Options.GradientClip);
                optimizer.step();
            }
        }

        private void Validate()
        {
            module.eval();
            using var mode = inference_mode();
            for (long first = 0; first < validation.Count; first += Options.BatchSize)
            {
                using var batch = NewDisposeScope();
                long count = Math.Min(Options.BatchSize, validation.Count - first);
                nn.functional.mse_loss(
                    module.forward(validation.X.narrow(0, first, count)),
                    validation.Y.narrow(0, first, count).select(1, 0)).item<float>();
            }
        }
    }
}
