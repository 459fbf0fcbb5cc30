using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// The features by which windows are compared: the newest state and its change since the oldest one, each divided by a
/// scale of its own, φ = (y_w / s, c·(y_w − y_1) / d). Where a state has several blocks of coordinates, y is the first;
/// of each other block z the newest value counts, z_w / s_z. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// A scale is one number for the block, the root of its total variance: coordinates keep their proportions, as the
/// modes of a POD need, whose least ones are noise. Differences of features have the mean square 2 for each block of
/// the state and 2 c² for the change, so that no block drowns another.
/// </remarks>
public sealed class WindowFeatures
{
    // A standard deviation below so many units of rounding of the largest value is rounding itself.
    private const double Rounding = 4;

    private readonly double stateScale;
    private readonly double changeScale; // d / c; 0 without a change
    private readonly int leading; // coordinates of the first block
    private readonly int[] lengths; // of the other blocks
    private readonly double[] scales;

    /// <summary>Creates features from known scales, such as those of a file.</summary>
    /// <param name="dimension">Values of a state, at least 1.</param>
    /// <param name="lag">States of a window, at least 1.</param>
    /// <param name="stateScale">The scale s of the newest state, positive.</param>
    /// <param name="changeScale">The scale d/c of its change, positive; 0 where it does not count.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public WindowFeatures(int dimension, int lag, double stateScale, double changeScale)
        : this(dimension, lag, stateScale, changeScale, [], [])
    {
    }

    /// <summary>Creates features of states with further blocks of coordinates from known scales.</summary>
    /// <param name="dimension">Values of a state, at least 1.</param>
    /// <param name="lag">States of a window, at least 1.</param>
    /// <param name="stateScale">The scale s of the newest state, positive.</param>
    /// <param name="changeScale">The scale d/c of its change, positive; 0 where it does not count.</param>
    /// <param name="lengths">
    /// The number of coordinates of each further block, at least 1, after those of the first one, at least 1.
    /// </param>
    /// <param name="scales">The scale of each further block, positive.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public WindowFeatures(
        int dimension, int lag, double stateScale, double changeScale, ReadOnlySpan<int> lengths,
        ReadOnlySpan<double> scales)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        if (!(stateScale > 0 && double.IsFinite(stateScale)))
            throw new ArgumentOutOfRangeException(nameof(stateScale), stateScale, "expected a positive scale");
        if (!(changeScale >= 0 && double.IsFinite(changeScale)) || (changeScale > 0 && lag == 1))
            throw new ArgumentOutOfRangeException(
                nameof(changeScale), changeScale, "expected a scale of at least 0, and 0 for a window of one state");
        if (lengths.Length != scales.Length)
            throw new ArgumentException(
                $"expected a scale for each of {lengths.Length} blocks, found {scales.Length}", nameof(scales));
        long first = dimension;
        for (int k = 0; k < lengths.Length; k++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(lengths[k], 1, nameof(lengths));
            if (!(scales[k] > 0 && double.IsFinite(scales[k])))
                throw new ArgumentOutOfRangeException(nameof(scales), scales[k], "expected positive scales");
            first -= lengths[k];
        }
        if (first < 1)
            throw new ArgumentException(
                $"expected blocks of fewer than {dimension} coordinates in all, found {dimension - first}",
                nameof(lengths));
        (Dimension, Lag, this.stateScale, this.changeScale) = (dimension, lag, stateScale, changeScale);
        (leading, this.lengths, this.scales) = ((int)first, lengths.ToArray(), scales.ToArray());
    }

    /// <summary>Values of a state r.</summary>
    public int Dimension { get; }

    /// <summary>States of a window w.</summary>
    public int Lag { get; }

    /// <summary>The scale s of the newest state.</summary>
    public double StateScale => stateScale;

    /// <summary>The scale d/c of its change; 0 where it does not count.</summary>
    public double ChangeScale => changeScale;

    /// <summary>The coordinates of each block after the first; none as a rule.</summary>
    public ReadOnlySpan<int> BlockLengths => lengths;

    /// <summary>The scale of each block after the first.</summary>
    public ReadOnlySpan<double> BlockScales => scales;

    /// <summary>The number of features: r, and those of the change of the first block.</summary>
    public int Length => changeScale > 0 ? Dimension + leading : Dimension;

    /// <summary>
    /// Computes the scales: the root of the mean squared distance from the mean, of the newest states and of their
    /// changes; 1 where that is 0 but for rounding.
    /// </summary>
    /// <param name="windows">The windows.</param>
    /// <param name="changeWeight">The weight c of the change, at least 0. A window of one state has no change.</param>
    public static WindowFeatures Fit(WindowSample windows, double changeWeight) => Fit(windows, changeWeight, []);

    /// <summary>Computes the scales of states with further blocks of coordinates.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="changeWeight">The weight c of the change, at least 0. A window of one state has no change.</param>
    /// <param name="lengths">The number of coordinates of each further block.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static WindowFeatures Fit(WindowSample windows, double changeWeight, ReadOnlySpan<int> lengths)
    {
        if (!(changeWeight >= 0 && double.IsFinite(changeWeight)))
            throw new ArgumentOutOfRangeException(nameof(changeWeight), changeWeight, "expected at least 0");
        int dimension = windows.Dimension, r = dimension;
        foreach (int length in lengths) r -= length;
        if (r < 1)
            throw new ArgumentException(
                $"expected blocks of fewer than {dimension} coordinates in all, found {dimension - r}",
                nameof(lengths));
        bool hasChange = changeWeight > 0 && windows.Lag > 1;
        var (state, change) = ScalesOf(windows, 0, r, hasChange);
        var scales = new double[lengths.Length];
        for (int k = 0, first = r; k < lengths.Length; first += lengths[k++])
            scales[k] = ScalesOf(windows, first, lengths[k], hasChange: false).State;
        return new WindowFeatures(
            dimension, windows.Lag, state, hasChange ? change / changeWeight : 0, lengths, scales);
    }

    private static (double State, double Change) ScalesOf(WindowSample windows, int first, int r, bool hasChange)
    {
        int dimension = windows.Dimension;
        var (newest, change) = (new double[windows.Count * r], new double[hasChange ? windows.Count * r : 0]);
        double largest = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            var window = windows.Window(i);
            var state = window[^dimension..].Slice(first, r);
            state.CopyTo(newest.AsSpan(i * r));
            if (hasChange) TensorPrimitives.Subtract(state, window.Slice(first, r), change.AsSpan(i * r, r));
            largest = Math.Max(largest, Magnitude.Largest(state));
        }
        double least = Rounding * Math.ScaleB(largest, -52);
        return (Scale(newest, r, least), hasChange ? Scale(change, r, least) : 0);
    }

    /// <summary>Computes the features of a window.</summary>
    /// <param name="window">The window [w, r], the oldest state first.</param>
    /// <param name="features">Receives the features [<see cref="Length"/>].</param>
    public void Compute(ReadOnlySpan<double> window, Span<double> features)
    {
        int r = leading;
        var newest = window[^Dimension..];
        TensorPrimitives.Divide(newest[..r], stateScale, features[..r]);
        for (int k = 0, first = r; k < lengths.Length; first += lengths[k++])
            TensorPrimitives.Divide(newest.Slice(first, lengths[k]), scales[k], features.Slice(first, lengths[k]));
        if (changeScale == 0) return;
        var change = features.Slice(Dimension, r);
        TensorPrimitives.Subtract(newest[..r], window[..r], change);
        TensorPrimitives.Divide(change, changeScale, change);
    }

    /// <summary>Computes the features of all windows [count, <see cref="Length"/>].</summary>
    /// <param name="windows">The windows.</param>
    public double[] Compute(WindowSample windows)
    {
        var features = new double[checked(windows.Count * Length)];
        for (int i = 0; i < windows.Count; i++) Compute(windows.Window(i), features.AsSpan(i * Length, Length));
        return features;
    }

    /// <summary>
    /// Adds the scales to a file: state_scale, change_scale; block_lengths and block_scales where there are further
    /// blocks.
    /// </summary>
    /// <param name="file">The file.</param>
    public void Write(NpzWriter file)
    {
        file.AddScalar("state_scale", stateScale);
        file.AddScalar("change_scale", changeScale);
        if (lengths.Length == 0) return;
        file.Add<long>("block_lengths", Array.ConvertAll(lengths, length => (long)length), lengths.Length);
        file.Add<double>("block_scales", scales, scales.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dimension">Values of a state.</param>
    /// <param name="lag">States of a window.</param>
    /// <exception cref="InvalidDataException">A scale is missing or out of range.</exception>
    public static WindowFeatures Read(NpzReader file, int dimension, int lag)
    {
        try
        {
            double state = file.ReadScalar("state_scale"), change = file.ReadScalar("change_scale");
            if (!file.Contains("block_lengths")) return new WindowFeatures(dimension, lag, state, change);
            int[] lengths =
                [.. file.ReadInt64s("block_lengths").Select(length => (int)Math.Clamp(length, 0, dimension))];
            return new WindowFeatures(
                dimension, lag, state, change, lengths, file.ReadFinite("block_scales", lengths.Length));
        }
        catch (ArgumentException e)
        {
            throw file.Contradiction("state_scale", e.Message);
        }
    }

    private static double Scale(double[] rows, int r, double least)
    {
        double unit = Magnitude.PowerOfTwoScale(rows), squares = 0;
        var (mean, deviation) = (Standardisation.Means(rows, r), new double[r]);
        for (int start = 0; start < rows.Length; start += r)
        {
            TensorPrimitives.Subtract(rows.AsSpan(start, r), mean, deviation);
            TensorPrimitives.Multiply<double>(deviation, unit, deviation);
            squares += TensorPrimitives.SumOfSquares<double>(deviation) / rows.Length * r;
        }
        double scale = Math.Sqrt(squares) / unit;
        return scale > least ? scale : 1;
    }
}
