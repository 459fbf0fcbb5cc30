using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// The features by which windows are compared: the newest state and its change since the oldest one, each divided by a
/// scale of its own, φ = (y_w / s, c·(y_w − y_1) / d). Immutable and thread-safe.
/// </summary>
/// <remarks>
/// A scale is one number for the block, the root of its total variance: coordinates keep their proportions, as the
/// modes of a POD need, whose least ones are noise. Differences of features have the mean square 2 for the state and
/// 2 c² for the change.
/// </remarks>
public sealed class WindowFeatures
{
    // A standard deviation below so many units of rounding of the largest value is rounding itself.
    private const double Rounding = 4;

    private readonly double stateScale;
    private readonly double changeScale; // d / c; 0 without a change

    /// <summary>Creates features from known scales, such as those of a file.</summary>
    /// <param name="dimension">Values of a state, at least 1.</param>
    /// <param name="lag">States of a window, at least 1.</param>
    /// <param name="stateScale">The scale s of the newest state, positive.</param>
    /// <param name="changeScale">The scale d/c of its change, positive; 0 where it does not count.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public WindowFeatures(int dimension, int lag, double stateScale, double changeScale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        if (!(stateScale > 0 && double.IsFinite(stateScale)))
            throw new ArgumentOutOfRangeException(nameof(stateScale), stateScale, "expected a positive scale");
        if (!(changeScale >= 0 && double.IsFinite(changeScale)) || (changeScale > 0 && lag == 1))
            throw new ArgumentOutOfRangeException(
                nameof(changeScale), changeScale, "expected a scale of at least 0, and 0 for a window of one state");
        (Dimension, Lag, this.stateScale, this.changeScale) = (dimension, lag, stateScale, changeScale);
    }

    /// <summary>Values of a state r.</summary>
    public int Dimension { get; }

    /// <summary>States of a window w.</summary>
    public int Lag { get; }

    /// <summary>The scale s of the newest state.</summary>
    public double StateScale => stateScale;

    /// <summary>The scale d/c of its change; 0 where it does not count.</summary>
    public double ChangeScale => changeScale;

    /// <summary>The number of features: r, or 2r with the change.</summary>
    public int Length => changeScale > 0 ? 2 * Dimension : Dimension;

    /// <summary>
    /// Computes the scales: the root of the mean squared distance from the mean, of the newest states and of their
    /// changes; 1 where that is 0 but for rounding.
    /// </summary>
    /// <param name="windows">The windows.</param>
    /// <param name="changeWeight">The weight c of the change, at least 0. A window of one state has no change.</param>
    public static WindowFeatures Fit(WindowSample windows, double changeWeight)
    {
        if (!(changeWeight >= 0 && double.IsFinite(changeWeight)))
            throw new ArgumentOutOfRangeException(nameof(changeWeight), changeWeight, "expected at least 0");
        int r = windows.Dimension;
        var (newest, change) = (new double[windows.Count * r], new double[windows.Count * r]);
        double largest = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            var window = windows.Window(i);
            var state = window[^r..];
            state.CopyTo(newest.AsSpan(i * r));
            TensorPrimitives.Subtract(state, window[..r], change.AsSpan(i * r, r));
            largest = Math.Max(largest, Magnitude.Largest(state));
        }
        bool hasChange = changeWeight > 0 && windows.Lag > 1;
        double least = Rounding * Math.ScaleB(largest, -52);
        return new WindowFeatures(
            r, windows.Lag, Scale(newest, r, least), hasChange ? Scale(change, r, least) / changeWeight : 0);
    }

    /// <summary>Computes the features of a window.</summary>
    /// <param name="window">The window [w, r], the oldest state first.</param>
    /// <param name="features">Receives the features [<see cref="Length"/>].</param>
    public void Compute(ReadOnlySpan<double> window, Span<double> features)
    {
        int r = Dimension;
        var newest = window[^r..];
        TensorPrimitives.Divide(newest, stateScale, features[..r]);
        if (changeScale == 0) return;
        var change = features.Slice(r, r);
        TensorPrimitives.Subtract(newest, window[..r], change);
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

    /// <summary>Adds the scales to a file: state_scale, change_scale.</summary>
    /// <param name="file">The file.</param>
    public void Write(NpzWriter file)
    {
        file.AddScalar("state_scale", stateScale);
        file.AddScalar("change_scale", changeScale);
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
            return new WindowFeatures(dimension, lag, file.ReadScalar("state_scale"), file.ReadScalar("change_scale"));
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
