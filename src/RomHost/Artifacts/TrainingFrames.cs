using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using RomHost.Configuration;

namespace RomHost.Artifacts;

/// <summary>The training densities at the ROM frames, read from their files a run at a time. Thread-safe.</summary>
internal sealed class TrainingFrames : IFieldSource
{
    private readonly ExperimentFolder folder;
    private readonly int stride;
    private readonly CancellationToken cancellation;
    private readonly int[] frameCounts;

    /// <summary>Reads the number of frames of the files.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="grid">The required grid.</param>
    /// <param name="stride">The stride of ROM frames in a file.</param>
    /// <param name="runs">Number of training runs.</param>
    /// <param name="cancellation">Cancels the reading of a run.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public TrainingFrames(
        ExperimentFolder folder, Grid grid, int stride, int runs, CancellationToken cancellation = default)
    {
        (this.folder, Grid, this.stride, this.cancellation) = (folder, grid, stride, cancellation);
        frameCounts = [.. Enumerable.Range(0, runs).Select(run => DensityFile.FrameCount(PathOf(run), stride))];
    }

    /// <summary>The frames of an experiment whose training runs are there.</summary>
    /// <param name="context">The experiment.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public static TrainingFrames Of(ExperimentContext context) => new(
        context.Folder, context.Components.Grid, context.Experiment.RomFrameStride, context.Experiment.TrainRuns.Count,
        context.Cancellation);

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public int RunCount => frameCounts.Length;

    /// <inheritdoc/>
    public int FrameCount(int run) => frameCounts[run];

    /// <inheritdoc/>
    public void Read(int run, Span<float> densities) =>
        DensityFile.ReadInto(PathOf(run), Grid, stride, densities, cancellation);

    /// <inheritdoc/>
    public void ReadField(int run, string field, Span<float> values) =>
        DensityFile.ReadInto(PathOf(run), field, Grid, stride, values, cancellation);

    /// <summary>Returns the time between frames of a run.</summary>
    /// <param name="run">A run of two frames or more, from 0.</param>
    /// <exception cref="InvalidDataException">The run cannot be read.</exception>
    public double TimeStep(int run) => DensityFile.TimeStep(PathOf(run), stride);

    private string PathOf(int run) => folder.Run(Split.Train, run).Density;
}
