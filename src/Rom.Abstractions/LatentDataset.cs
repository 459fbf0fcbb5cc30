namespace Rom.Abstractions;

/// <summary>
/// Latent trajectories of independent runs. A window is the <c>lag</c> frames before a target frame of the same run,
/// oldest first; it is a slice, since the frames of a run are contiguous. Immutable: takes ownership of the arrays.
/// </summary>
public sealed class LatentDataset
{
    private readonly double[][] runs;

    /// <summary>Creates a dataset.</summary>
    /// <param name="dimension">Latent dimension r.</param>
    /// <param name="timeStep">Time between frames [time units].</param>
    /// <param name="runs">Each run's latent trajectory [T_k, r]; lengths may differ.</param>
    /// <exception cref="ArgumentException">
    /// The length of a run is not a multiple of the dimension, or a run holds a non-finite value.
    /// </exception>
    public LatentDataset(int dimension, double timeStep, IEnumerable<double[]> runs)
        : this(dimension, timeStep, runs, [new LatentChannel(LatentChannel.Pod, 0, dimension)])
    {
    }

    /// <summary>Creates a dataset of states that are made of several channels.</summary>
    /// <param name="dimension">Latent dimension r.</param>
    /// <param name="timeStep">Time between frames [time units].</param>
    /// <param name="runs">Each run's latent trajectory [T_k, r]; lengths may differ.</param>
    /// <param name="channels">The channels, which follow one another and make up the state.</param>
    /// <exception cref="ArgumentException">
    /// The length of a run is not a multiple of the dimension, a run holds a non-finite value, or the channels do not
    /// make up the state.
    /// </exception>
    public LatentDataset(
        int dimension, double timeStep, IEnumerable<double[]> runs, IReadOnlyList<LatentChannel> channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        (Dimension, TimeStep, this.runs, Channels) = (dimension, timeStep, [.. runs], [.. channels]);
        CheckChannels();
        for (int k = 0; k < this.runs.Length; k++)
        {
            if (this.runs[k].Length % dimension != 0)
                throw new ArgumentException(
                    $"expected frames of {dimension} values in run {k}, found {this.runs[k].Length} values");
            foreach (double value in this.runs[k])
            {
                if (!double.IsFinite(value))
                    throw new ArgumentException($"expected finite values in run {k}, found {value}");
            }
        }
    }

    /// <summary>Latent dimension r.</summary>
    public int Dimension { get; }

    /// <summary>Time between frames [time units].</summary>
    public double TimeStep { get; }

    /// <summary>The channels of a state, in the order of their coordinates; <c>pod</c> alone as a rule.</summary>
    public IReadOnlyList<LatentChannel> Channels { get; }

    /// <summary>Number of runs.</summary>
    public int RunCount => runs.Length;

    /// <summary>Number of frames of a run.</summary>
    /// <param name="run">Run, from 0.</param>
    public int FrameCount(int run) => runs[run].Length / Dimension;

    /// <summary>The latent trajectory of a run [T_k, r].</summary>
    /// <param name="run">Run, from 0.</param>
    public ReadOnlySpan<double> Run(int run) => runs[run];

    /// <summary>The latent state of one frame [r].</summary>
    /// <param name="run">Run, from 0.</param>
    /// <param name="frame">Frame, from 0.</param>
    public ReadOnlySpan<double> State(int run, int frame) => runs[run].AsSpan(frame * Dimension, Dimension);

    /// <summary>The <paramref name="lag"/> frames before <paramref name="target"/> [lag, r], oldest first.</summary>
    /// <param name="run">Run, from 0.</param>
    /// <param name="target">The frame to be predicted, at least <paramref name="lag"/>.</param>
    /// <param name="lag">Frames in the window.</param>
    public ReadOnlySpan<double> Window(int run, int target, int lag) =>
        runs[run].AsSpan((target - lag) * Dimension, lag * Dimension);

    /// <summary>Number of windows, and targets, in one run.</summary>
    /// <param name="run">Run, from 0.</param>
    /// <param name="lag">Frames in the window.</param>
    public int WindowCount(int run, int lag) => Math.Max(0, FrameCount(run) - lag);

    /// <summary>Number of windows, and targets, in all runs.</summary>
    /// <param name="lag">Frames in the window.</param>
    public int WindowCount(int lag) => Enumerable.Range(0, RunCount).Sum(run => WindowCount(run, lag));

    /// <summary>Returns the trajectories of some of the channels, in their order here.</summary>
    /// <param name="channels">The names of the channels; null for all.</param>
    /// <returns>A copy; this dataset where all channels are wanted.</returns>
    /// <exception cref="ArgumentException">There is no such channel, or none of the wanted has coordinates.</exception>
    public LatentDataset Select(IReadOnlyCollection<string>? channels)
    {
        if (channels is null || Channels.All(channel => channels.Contains(channel.Name))) return this;
        if (channels.FirstOrDefault(name => Channels.All(channel => channel.Name != name)) is { } unknown)
            throw new ArgumentException(
                $"expected some of the channels {string.Join(", ", Channels.Select(channel => channel.Name))}, found "
                + unknown, nameof(channels));
        LatentChannel[] kept = [.. Channels.Where(channel => channels.Contains(channel.Name))];
        var moved = new List<LatentChannel>();
        int dimension = 0;
        foreach (var channel in kept)
        {
            moved.Add(channel with { Offset = dimension });
            dimension += channel.Length;
        }
        return new LatentDataset(dimension, TimeStep, runs.Select(Kept), moved);

        double[] Kept(double[] run)
        {
            int frames = run.Length / Dimension;
            var part = new double[frames * dimension];
            for (int t = 0; t < frames; t++)
            {
                for (int c = 0; c < kept.Length; c++)
                    run.AsSpan(t * Dimension + kept[c].Offset, kept[c].Length)
                        .CopyTo(part.AsSpan(t * dimension + moved[c].Offset));
            }
            return part;
        }
    }

    private void CheckChannels()
    {
        int end = 0;
        foreach (var channel in Channels)
        {
            if (channel.Offset != end || channel.Length < 0)
                throw new ArgumentException($"expected channels that follow one another, found {channel}");
            end += channel.Length;
        }
        if (end != Dimension)
            throw new ArgumentException($"expected channels of {Dimension} coordinates in all, found {end}");
        if (Channels.DistinctBy(channel => channel.Name).Count() < Channels.Count)
            throw new ArgumentException("expected each channel once, found one twice");
    }
}
