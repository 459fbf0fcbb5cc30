using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Rom.Forecasting.Ensembles;

/// <summary>Finds whether a model's forecast is its own step, taken again and again.</summary>
/// <remarks>
/// That of a model which maps a window to its whole future is not, nor is that of a closed loop which ends at a horizon
/// before the forecast does. Found by trying, so that it holds for any model.
/// </remarks>
internal static class IteratedStep
{
    // In units of the standard deviation of states, or of a state that is larger: far above rounding, far below an
    // error of a step.
    private const double Tolerance = 1e-3;

    /// <summary>Compares forecasts of the first windows of two runs with the iterated step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Runs of which some are as long as its window.</param>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <returns>Whether they agree; from where both overflow nothing is compared.</returns>
    public static bool Explains(IRomModel model, LatentDataset data, int steps)
    {
        int[] runs = [.. Enumerable.Range(0, data.RunCount).Where(run => data.FrameCount(run) >= model.Lag)];
        if (runs.Length == 0) return false;
        double deviation = DeviationOf(data);
        return new[] { runs[0], runs[^1] }.Distinct()
            .All(run => Agrees(model, data.Window(run, model.Lag, model.Lag), steps, deviation));
    }

    private static bool Agrees(IRomModel model, ReadOnlySpan<double> window, int steps, double deviation)
    {
        int r = model.LatentDimension;
        var (forecast, states) = (new double[checked(steps * r)], new double[checked(window.Length + steps * r)]);
        window.CopyTo(states);
        model.Forecast(window.ToArray(), steps, forecast);
        for (int k = 0; k < steps; k++)
        {
            var state = states.AsSpan(window.Length + k * r, r);
            model.Forecast(states.AsSpan(k * r, window.Length), 1, state);
            var whole = forecast.AsSpan(k * r, r);
            if (!TensorPrimitives.IsFiniteAll<double>(state)) return !TensorPrimitives.IsFiniteAll<double>(whole);
            double unit = Math.Max(deviation, TensorPrimitives.Norm<double>(state));
            if (!(TensorPrimitives.Distance<double>(state, whole) <= Tolerance * unit)) return false;
        }
        return true;
    }

    // √(Σ_i Var y_i) over all frames.
    private static double DeviationOf(LatentDataset data)
    {
        var (mean, deviation) = (new double[data.Dimension], new double[data.Dimension]);
        double frames = Enumerable.Range(0, data.RunCount).Sum(run => (double)data.FrameCount(run)), sum = 0;
        ForEach(state => TensorPrimitives.Add(mean, state, mean));
        TensorPrimitives.Divide(mean, frames, mean);
        ForEach(state =>
        {
            TensorPrimitives.Subtract(state, mean, deviation);
            sum += TensorPrimitives.SumOfSquares<double>(deviation) / frames;
        });
        return Math.Sqrt(sum);

        void ForEach(Action<ReadOnlySpan<double>> act)
        {
            for (int run = 0; run < data.RunCount; run++)
            {
                for (int t = 0; t < data.FrameCount(run); t++) act(data.State(run, t));
            }
        }
    }
}
