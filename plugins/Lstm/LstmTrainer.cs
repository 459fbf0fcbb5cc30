using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Lstm.LibTorch;
using Lstm.Training;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Lstm;

/// <summary>Trains an LSTM with libtorch; loading and forecasting do not need libtorch.</summary>
/// <param name="options">The options.</param>
internal sealed class LstmTrainer(LstmOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension) =>
        TrainingMemory.Of(options, runs, frames, dimension);

    /// <inheritdoc/>
    public ValidationResult? RefusalOf(int runs, int frames, int dimension) =>
        frames > options.Lag && frames < options.Lag + options.Kstep
            ? new ValidationResult(
                $"expected runs of at least lag + kstep = {options.Lag + options.Kstep} frames to train on, found "
                + $"{frames}; lower kstep or lag, or train on longer runs",
                [nameof(options.Kstep)])
            : null;

    /// <inheritdoc/>
    public string TrainingLog => LstmFiles.LogName;

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        if (data.WindowCount(options.Lag) == 0)
        {
            throw new ArgumentException(
                $"expected runs of more than {NumberText.Count(options.Lag, "frame")}, the longest has "
                + $"{Enumerable.Range(0, data.RunCount).Select(data.FrameCount).DefaultIfEmpty().Max()}");
        }
        LibTorchLibrary.EnsureLoaded();
        return TrainWithLibTorch(data, context);
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => LstmFiles.Read(directory);

    // Not inlined: TorchSharp's types must not be used before its native library can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private LstmModel TrainWithLibTorch(LatentDataset data, TrainingContext context) =>
        new LstmTraining(options, data, context).Run();
}
