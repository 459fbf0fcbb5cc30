using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;

namespace RomHost.Selection;

/// <summary>
/// Proves of forecasts of a linear model that they stay within the bound of stability, from their first steps and
/// without the others: one forecast, from the mean of the windows, is made to its end, and the others cannot move
/// further away from it than <see cref="ContractionBound"/> says. Where it proves nothing, a whole forecast decides.
/// </summary>
internal sealed class LinearStability
{
    // A dense product of this size takes seconds.
    private const int LargestMatrix = 1500;

    // The time of a bound, in that of n²/r steps of one forecast: about fourteen doublings, whose products are faster.
    private const int Cost = 40;

    // The forecasts follow the coefficients to rounding; both sides of a comparison have some.
    private const double Rounding = 1e-6;

    // Differences below it are rounding errors of states as large as the bound.
    private const double Least = 1e-12;

    private readonly double[] coefficients; // [w, r, r], A_1 first
    private readonly ContractionBound contraction;
    private readonly StabilityBound bound;
    private readonly double[] reference; // a forecast [steps, r]
    private readonly double[] room;      // [r] beside the reference, as a share of the bound
    private readonly double[] differences; // [w·r, runs], the newest state first
    private readonly bool[] follows;
    private readonly int lag;

    private LinearStability(
        double[] coefficients, ContractionBound contraction, StabilityBound bound, double[] reference, int runs)
    {
        (this.coefficients, this.contraction, this.bound, this.reference) =
            (coefficients, contraction, bound, reference);
        int r = bound.Largest.Length;
        lag = coefficients.Length / (r * r);
        (differences, follows) = (new double[lag * r * runs], new bool[runs]);
        room = new double[r];
        Array.Fill(room, 1 - Rounding);
        for (int i = 0; i < reference.Length; i++)
        {
            int c = i % r;
            room[c] = Math.Min(room[c], 1 - Rounding - Math.Abs(reference[i] - bound.Mean[c]) / bound.Largest[c]);
        }
    }

    /// <summary>Prepares the proofs for the forecasts of some runs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The runs.</param>
    /// <param name="runs">The forecast ones.</param>
    /// <param name="start">The first forecast frame.</param>
    /// <param name="steps">The steps of the longest forecast.</param>
    /// <param name="skipped">The fewest steps that a proof saves.</param>
    /// <param name="bound">The bound.</param>
    /// <returns>The proofs; null where there can be none, or none that saves time.</returns>
    public static LinearStability? Of(
        IRomModel model, LatentDataset data, IReadOnlyList<int> runs, int start, int steps, int skipped,
        StabilityBound bound)
    {
        // The bound is one of the density's modes: of a model that forecasts more, it knows a part only.
        if (model is not CheckedModel { Linear: { } linear } || bound.Largest.Length != data.Dimension) return null;
        int r = data.Dimension, lag = model.Lag;
        long n = (long)lag * r;
        if (n > LargestMatrix || (double)runs.Count * skipped * r < Cost * (double)(n * n)) return null;
        double[]? coefficients = linear.CoefficientMatrices();
        if (coefficients?.Length != n * r || ContractionBound.Of(coefficients, bound.Largest, steps) is not { } known)
            return null;
        var mean = new double[lag * r];
        foreach (int run in runs) TensorPrimitives.Add(mean, data.Window(run, start, lag), mean);
        TensorPrimitives.Divide(mean, runs.Count, mean);
        var reference = new double[checked(steps * r)];
        model.Forecast(mean, steps, reference);
        // A closed loop may end at some step, by a rule of the model.
        if (!FollowsToItsEnd(reference, coefficients, bound.Largest)) return null;
        return new LinearStability(coefficients, known, bound, reference, runs.Count);
    }

    /// <summary>Takes the first steps of a forecast.</summary>
    /// <param name="index">Which of the runs, from 0.</param>
    /// <param name="states">The states [steps, r]; with no more of them than a window has, nothing is proved.</param>
    public void Begin(int index, ReadOnlySpan<double> states)
    {
        int r = room.Length, steps = states.Length / r;
        if (steps <= lag) return;
        var difference = new double[(lag + 1) * r];
        for (int i = 0; i < difference.Length; i++)
        {
            int place = (steps - 1 - i / r) * r + i % r;
            difference[i] = (states[place] - reference[place]) / bound.Largest[i % r];
        }
        follows[index] = IsNext(difference, coefficients, bound.Largest);
        int runs = follows.Length;
        for (int i = 0; i < lag * r; i++) differences[i * runs + index] = difference[i];
    }

    /// <summary>Returns of which forecasts it is proved that all their later steps are within the bound.</summary>
    public bool[] Proved()
    {
        bool[] stay = contraction.StayWithin(differences, room, follows.Length);
        for (int i = 0; i < stay.Length; i++) stay[i] &= follows[i];
        return stay;
    }

    // Each window of differences between neighbouring states that begins where the one before it ends: what happens at
    // any step is in one of them.
    private static bool FollowsToItsEnd(
        double[] states, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> scale)
    {
        int r = scale.Length, lag = coefficients.Length / (r * r);
        var differences = new double[(lag + 1) * r];
        for (int step = states.Length / r - 1; step > lag; step -= lag)
        {
            for (int i = 0; i < differences.Length; i++)
            {
                int place = (step - i / r) * r + i % r;
                differences[i] = (states[place] - states[place - r]) / scale[i % r];
            }
            if (!IsNext(differences, coefficients, scale)) return false;
        }
        return true;
    }

    // Whether the newest of w + 1 differences, in units of the scale and the newest first, is that which the
    // coefficients make of the others. False for NaN.
    private static bool IsNext(
        double[] differences, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> scale)
    {
        int r = scale.Length;
        double tolerance = Math.Max(Least, Rounding * Math.Abs(TensorPrimitives.MaxMagnitude<double>(differences)));
        var older = new double[differences.Length - r];
        for (int i = 0; i < older.Length; i++) older[i] = differences[r + i] * scale[i % r];
        for (int c = 0; c < r; c++)
        {
            double expected = 0;
            for (int j = 0; j * r < older.Length; j++)
                expected += TensorPrimitives.Dot(
                    coefficients.Slice((j * r + c) * r, r), older.AsSpan(j * r, r));
            if (!(Math.Abs(differences[c] - expected / scale[c]) <= tolerance)) return false;
        }
        return true;
    }
}
