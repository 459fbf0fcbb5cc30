using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// Windows of trajectories, each with the states that follow it: slices of one array that holds every needed state
/// once, however much windows overlap. Immutable and thread-safe.
/// </summary>
public sealed class WindowSample
{
    private readonly double[] states; // [frames, dimension]
    private readonly int[] starts;    // the first frame of each window [count], ascending

    private WindowSample(double[] states, int[] starts, int dimension, int lag, int horizon) =>
        (this.states, this.starts, Dimension, Lag, Horizon) = (states, starts, dimension, lag, horizon);

    /// <summary>Values of a state.</summary>
    public int Dimension { get; }

    /// <summary>States of a window.</summary>
    public int Lag { get; }

    /// <summary>States that follow each window.</summary>
    public int Horizon { get; }

    /// <summary>The number of windows.</summary>
    public int Count => starts.Length;

    /// <summary>The number of values that are held.</summary>
    public int ValueCount => states.Length;

    /// <summary>
    /// Draws windows. Where there are more than are wanted, a stratified sample of the sequence of all is taken,
    /// trajectory after trajectory: every trajectory and every part of it has its share.
    /// </summary>
    /// <param name="trajectories">The trajectories.</param>
    /// <param name="choice">The windows.</param>
    /// <param name="random">Draws; not used where all windows are taken.</param>
    /// <exception cref="ArgumentException">
    /// No trajectory is long enough, or the states do not fit into an array.
    /// </exception>
    public static WindowSample Draw(Trajectories trajectories, WindowChoice choice, RandomStream random)
    {
        int[] lengths = trajectories.Lengths();
        int horizon = choice.HorizonFor(lengths), span = choice.Lag + horizon, r = trajectories.Dimension;
        long all = lengths.Sum(length => (long)choice.CountIn(length, horizon));
        long[] picks = StratifiedSample.Draw(all, choice.Most, random);
        var starts = new int[picks.Length];
        var pieces = new List<(int Trajectory, int First, int End)>();
        long before = 0, kept = 0; // windows of earlier trajectories; frames of earlier pieces
        for (int i = 0, t = 0; i < picks.Length; i++)
        {
            while (picks[i] - before >= choice.CountIn(lengths[t], horizon))
                before += choice.CountIn(lengths[t++], horizon);
            int start = (int)(picks[i] - before);
            if (pieces.Count > 0 && pieces[^1] is var last && last.Trajectory == t && start <= last.End)
            {
                pieces[^1] = (t, last.First, start + span);
                kept += start + span - last.End;
            }
            else
            {
                pieces.Add((t, start, start + span));
                kept += span;
            }
            if (kept * r > Array.MaxLength)
                throw new ArgumentException(
                    $"expected states that fit into an array, found more than {Array.MaxLength} values in "
                    + $"{picks.Length} windows with {horizon} states after each; use fewer windows or a shorter "
                    + "horizon",
                    nameof(choice));
            starts[i] = (int)kept - span;
        }
        var states = new double[kept * r];
        int at = 0;
        foreach (var (trajectory, first, end) in pieces)
        {
            trajectories.At(trajectory)[(first * r)..(end * r)].CopyTo(states.AsSpan(at));
            at += (end - first) * r;
        }
        return new WindowSample(states, starts, r, choice.Lag, horizon);
    }

    /// <summary>Returns a window [lag, dimension], the oldest state first.</summary>
    /// <param name="index">The window, from 0.</param>
    public ReadOnlySpan<double> Window(int index) =>
        states.AsSpan(starts[index] * Dimension, Lag * Dimension);

    /// <summary>Returns the states that follow a window [horizon, dimension].</summary>
    /// <param name="index">The window, from 0.</param>
    public ReadOnlySpan<double> Continuation(int index) =>
        states.AsSpan((starts[index] + Lag) * Dimension, Horizon * Dimension);

    /// <summary>Adds it to a file: states [frames, dimension], starts [count], lag, horizon.</summary>
    /// <param name="file">The file.</param>
    public void Write(NpzWriter file)
    {
        file.Add<double>("states", states, states.Length / Dimension, Dimension);
        file.Add<int>("starts", starts, starts.Length);
        file.AddScalar("lag", (long)Lag);
        file.AddScalar("horizon", (long)Horizon);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidDataException">An array is missing, damaged, or contradicts another.</exception>
    public static WindowSample Read(NpzReader file)
    {
        var shape = file.Header("states").Shape;
        if (shape.Count != 2 || shape[1] < 1)
            throw file.Contradiction("states", $"expected states [frames, r], found {file.Header("states").ShapeText}");
        int lag = file.ReadCount("lag"), horizon = file.ReadCount("horizon");
        long last = (long)shape[0] - lag - horizon;
        double[] states = file.ReadFinite("states");
        long[] starts = file.ReadInt64s("starts");
        if (starts.Length == 0) throw file.Contradiction("starts", "expected a window, found none");
        long before = -1;
        foreach (long start in starts) // ascending, so that there are no more than states
        {
            if (start <= before || start > last)
                throw file.Contradiction(
                    "starts",
                    $"expected ascending windows of {lag} states and {horizon} after them in {shape[0]}, found one at "
                    + $"{start} after {before}");
            before = start;
        }
        return new WindowSample(states, Array.ConvertAll(starts, start => (int)start), shape[1], lag, horizon);
    }
}
