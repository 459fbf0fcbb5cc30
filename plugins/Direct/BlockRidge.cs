using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Direct;

/// <summary>
/// Ridge regression of the states after a window on its newest state and on the older states' differences from it, with
/// a penalty for each of the two blocks. Of channels of the state after the first the newest value counts alone, each a
/// block of its own.
/// </summary>
internal static class BlockRidge
{
    // Outputs of one solution: all outputs of many windows together would need gigabytes. The matrix of inputs is
    // factorised for each anew, a small part of the work.
    private const int OutputsAtOnce = 512;

    /// <summary>Fits the map.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="channels">The number of coordinates of each channel of a state.</param>
    /// <param name="statePenalty">
    /// Penalty of the newest state, in each of its channels relative to its mean sum of squares.
    /// </param>
    /// <param name="changePenalty">Penalty of the differences, relative to theirs.</param>
    /// <param name="context">Receives progress, and ends the fit.</param>
    /// <returns>
    /// Coefficients [h·r, w·r] of the states of a window, the oldest first, and intercept [h·r].
    /// </returns>
    /// <exception cref="ArithmeticException">A coefficient is too large for a double.</exception>
    public static (double[] Coefficients, double[] Intercept) Fit(
        WindowSample windows, IReadOnlyList<int> channels, double statePenalty, double changePenalty,
        TrainingContext context)
    {
        int r = windows.Dimension, leading = channels[0], horizon = windows.Horizon;
        int older = (windows.Lag - 1) * leading, inputs = older + r;
        double unit = Unit(windows);
        double[] x = Inputs(windows, leading, unit);
        double[] penalties = Penalties(x, older, channels, statePenalty, changePenalty);
        var coefficients = new double[checked(horizon * r * windows.Lag * r)];
        var intercept = new double[horizon * r];
        int stepsAtOnce = Math.Max(1, OutputsAtOnce / r);
        for (int step = 0; step < horizon; step += stepsAtOnce)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress.Report(new TrainingProgress(step, horizon, $"step {step + 1} of {horizon}"));
            int outputs = Math.Min(stepsAtOnce, horizon - step) * r, first = step * r;
            var y = new double[checked(windows.Count * outputs)];
            for (int i = 0; i < windows.Count; i++)
                TensorPrimitives.Multiply(
                    windows.Continuation(i).Slice(first, outputs), unit, y.AsSpan(i * outputs, outputs));
            var ridge = RidgeRegression.Fit(x, y, inputs, outputs, penalties);
            for (int row = 0; row < outputs; row++)
                OfStates(
                    ridge.Coefficients.AsSpan(row * inputs, inputs), leading,
                    coefficients.AsSpan((first + row) * windows.Lag * r, windows.Lag * r), r);
            TensorPrimitives.Divide(ridge.Intercept, unit, intercept.AsSpan(first, outputs));
        }
        if (!TensorPrimitives.IsFiniteAll<double>(intercept)) throw new ArithmeticException("an intercept overflows");
        return (coefficients, intercept);
    }

    // A power of two that brings the largest value near 1, so that sums of squares neither overflow nor vanish. It
    // leaves coefficients as they are.
    private static double Unit(WindowSample windows)
    {
        double largest = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            largest = Math.Max(largest, Math.Abs(TensorPrimitives.MaxMagnitude(windows.Window(i))));
            largest = Math.Max(largest, Math.Abs(TensorPrimitives.MaxMagnitude(windows.Continuation(i))));
        }
        return largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(-Math.ILogB(largest), -1000, 1000));
    }

    // (y_1 − y_w, …, y_(w−1) − y_w, y_w) of each window, the differences of the first channel alone.
    private static double[] Inputs(WindowSample windows, int first, double unit)
    {
        int r = windows.Dimension, older = (windows.Lag - 1) * first, inputs = older + r;
        var x = new double[checked(windows.Count * inputs)];
        for (int i = 0; i < windows.Count; i++)
        {
            var row = x.AsSpan(i * inputs, inputs);
            var window = windows.Window(i);
            var newest = row[older..];
            TensorPrimitives.Multiply(window[^r..], unit, newest);
            for (int j = 0; j < windows.Lag - 1; j++)
            {
                var difference = row.Slice(j * first, first);
                TensorPrimitives.Multiply(window.Slice(j * r, first), unit, difference);
                TensorPrimitives.Subtract(difference, newest[..first], difference);
            }
        }
        return x;
    }

    // α of a block is its penalty times the sum of squared deviations of its coordinates, divided by their number: the
    // units of states and the number of windows do not matter.
    private static double[] Penalties(
        double[] x, int older, IReadOnlyList<int> channels, double statePenalty, double changePenalty)
    {
        int inputs = older + channels.Sum();
        var spread = Standardisation.Fit(x, inputs);
        var (squares, penalties) = (new double[inputs], new double[inputs]);
        for (int start = 0; start < x.Length; start += inputs)
        {
            var row = x.AsSpan(start, inputs);
            for (int j = 0; j < inputs; j++) squares[j] += Math.Pow(row[j] - spread.Mean[j], 2);
        }
        Fill(0, older, changePenalty);
        int first = older;
        foreach (int length in channels)
        {
            Fill(first, length, statePenalty);
            first += length;
        }
        return penalties;

        void Fill(int start, int length, double penalty)
        {
            if (length == 0) return;
            double mean = TensorPrimitives.Sum<double>(squares.AsSpan(start, length)) / length;
            penalties.AsSpan(start, length).Fill(penalty * mean);
        }
    }

    // Coefficients d_j of y_j − y_w and b of y_w are coefficients d_j of y_j and b − Σ d_j of y_w; older states of
    // channels after the first have none.
    private static void OfStates(ReadOnlySpan<double> fitted, int first, Span<double> row, int r)
    {
        var newest = row[^r..];
        fitted[^r..].CopyTo(newest);
        for (int start = 0, at = 0; start < row.Length - r; start += r, at += first)
        {
            fitted.Slice(at, first).CopyTo(row[start..]);
            TensorPrimitives.Subtract(newest[..first], row.Slice(start, first), newest[..first]);
        }
    }
}
