using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Direct;

/// <summary>
/// Ridge regression of the states after a window on its newest state and on the older states' differences from it, with
/// a penalty for each of the two blocks.
/// </summary>
internal static class BlockRidge
{
    // Outputs of one solution: all outputs of many windows together would need gigabytes. The matrix of inputs is
    // factorised for each anew, a small part of the work.
    private const int OutputsAtOnce = 512;

    /// <summary>Fits the map.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="statePenalty">Penalty of the newest state, relative to its mean sum of squares.</param>
    /// <param name="changePenalty">Penalty of the differences, relative to theirs.</param>
    /// <param name="context">Receives progress, and ends the fit.</param>
    /// <returns>
    /// Coefficients [h·r, w·r] of the states of a window, the oldest first, and intercept [h·r].
    /// </returns>
    /// <exception cref="ArithmeticException">A coefficient is too large for a double.</exception>
    public static (double[] Coefficients, double[] Intercept) Fit(
        WindowSample windows, double statePenalty, double changePenalty, TrainingContext context)
    {
        int r = windows.Dimension, inputs = windows.Lag * r, horizon = windows.Horizon;
        double unit = Unit(windows);
        double[] x = Inputs(windows, unit), penalties = Penalties(x, inputs, r, statePenalty, changePenalty);
        var coefficients = new double[checked(horizon * r * inputs)];
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
            ridge.Coefficients.CopyTo(coefficients.AsSpan(first * inputs));
            TensorPrimitives.Divide(ridge.Intercept, unit, intercept.AsSpan(first, outputs));
        }
        for (int row = 0; row < intercept.Length; row++) OfStates(coefficients.AsSpan(row * inputs, inputs), r);
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

    // (y_1 − y_w, …, y_(w−1) − y_w, y_w) of each window [n, w·r].
    private static double[] Inputs(WindowSample windows, double unit)
    {
        int r = windows.Dimension, inputs = windows.Lag * r;
        var x = new double[checked(windows.Count * inputs)];
        for (int i = 0; i < windows.Count; i++)
        {
            var row = x.AsSpan(i * inputs, inputs);
            TensorPrimitives.Multiply(windows.Window(i), unit, row);
            var newest = row[^r..];
            for (int start = 0; start < inputs - r; start += r)
                TensorPrimitives.Subtract(row.Slice(start, r), newest, row.Slice(start, r));
        }
        return x;
    }

    // α of a block is its penalty times the sum of squared deviations of its coordinates, divided by their number: the
    // units of states and the number of windows do not matter.
    private static double[] Penalties(double[] x, int inputs, int r, double statePenalty, double changePenalty)
    {
        var spread = Standardisation.Fit(x, inputs);
        var (squares, penalties) = (new double[inputs], new double[inputs]);
        for (int start = 0; start < x.Length; start += inputs)
        {
            var row = x.AsSpan(start, inputs);
            for (int j = 0; j < inputs; j++) squares[j] += Math.Pow(row[j] - spread.Mean[j], 2);
        }
        int older = inputs - r;
        double change = older == 0 ? 0 : TensorPrimitives.Sum<double>(squares.AsSpan(0, older)) / older;
        double state = TensorPrimitives.Sum<double>(squares.AsSpan(older)) / r;
        penalties.AsSpan(0, older).Fill(changePenalty * change);
        penalties.AsSpan(older).Fill(statePenalty * state);
        return penalties;
    }

    // Coefficients d_j of y_j − y_w and b of y_w are coefficients d_j of y_j and b − Σ d_j of y_w.
    private static void OfStates(Span<double> row, int r)
    {
        var newest = row[^r..];
        for (int start = 0; start < row.Length - r; start += r)
            TensorPrimitives.Subtract(newest, row.Slice(start, r), newest);
    }
}
