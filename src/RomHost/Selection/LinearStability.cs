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
        return new LinearStability(coefficients, known, bound, reference, runs.Count);
    }

    /// <summary>Takes the first steps of a forecast.</summary>
    /// <param name="index">Which of the runs, from 0.</param>
    /// <param name="states">The states [steps, r]; with no more of them than a window has, nothing is proved.</param>
    public void Begin(int index, ReadOnlySpan<double> states)
    {
        int r = room.Length, steps = states.Length / r;
        if (steps <= lag) return;
        // The difference of the windows, and from the one before it the difference that the coefficients give.
        var (difference, before) = (new double[(lag + 1) * r], new double[lag * r]);
        for (int j = 0; j <= lag; j++)
        {
            for (int c = 0; c < r; c++)
            {
                int i = (steps - 1 - j) * r + c;
                difference[j * r + c] = (states[i] - reference[i]) / bound.Largest[c];
            }
        }
        for (int i = 0; i < before.Length; i++) before[i] = difference[r + i] * bound.Largest[i % r];
        double tolerance = Math.Max(Least, Rounding * Math.Abs(TensorPrimitives.MaxMagnitude<double>(difference)));
        follows[index] = true;
        for (int c = 0; c < r; c++)
        {
            double expected = 0;
            for (int j = 0; j < lag; j++)
                expected += TensorPrimitives.Dot<double>(
                    coefficients.AsSpan((j * r + c) * r, r), before.AsSpan(j * r, r));
            follows[index] &= Math.Abs(difference[c] - expected / bound.Largest[c]) <= tolerance;
        }
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
}
