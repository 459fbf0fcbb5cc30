using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Linear;

/// <summary>
/// The mean over steps of Σ_i ω_i (ẑ_i − z_i)² for closed-loop forecasts ẑ_k = m + Σ_j A_j (ẑ_(k−j) − m) from true
/// windows, and its gradient, by backpropagation through the recursion.
/// </summary>
/// <param name="runs">Standardised runs.</param>
/// <param name="lag">Lag w.</param>
/// <param name="weights">ω [r].</param>
internal sealed class RolloutLoss(StandardisedTrajectories runs, int lag, double[] weights)
{
    private readonly int r = weights.Length;
    private readonly int width = lag * weights.Length;
    private double[] windows = []; // fluctuations x = ẑ − m of each window [steps + 1, n, w·r]
    private double[] errors = [];  // ∂/∂ẑ of each step's own error; then of all that follow from it [steps, n, r]
    private double[] adjoint = []; // ∂/∂x of the windows of one step [n, w·r]
    private double[] earlier = [];

    /// <summary>∂loss/∂(A_w … A_1) [r, w·r] of the last call.</summary>
    public double[] CoefficientGradient { get; } = new double[weights.Length * lag * weights.Length];

    /// <summary>∂loss/∂m [r] of the last call.</summary>
    public double[] MeanGradient { get; } = new double[weights.Length];

    /// <summary>Computes the loss and its gradient.</summary>
    /// <param name="rollouts">The rollouts.</param>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="mean">m [r].</param>
    /// <param name="cancellation">Ends the computation.</param>
    public double Compute(
        ReadOnlySpan<Rollout> rollouts, double[] coefficients, double[] mean, CancellationToken cancellation)
    {
        int n = rollouts.Length, steps = 0;
        long count = 0;
        foreach (var rollout in rollouts) (steps, count) = (Math.Max(steps, rollout.Steps), count + rollout.Steps);
        Grow(ref windows, checked((steps + 1) * n * width));
        Grow(ref errors, steps * n * r);
        Grow(ref adjoint, n * width);
        Grow(ref earlier, n * width);
        double loss = Forward(rollouts, coefficients, mean, steps, count, cancellation);
        Backward(n, steps, coefficients, cancellation);
        return loss;
    }

    private double Forward(
        ReadOnlySpan<Rollout> rollouts, double[] coefficients, double[] mean, int steps, long count,
        CancellationToken cancellation)
    {
        int n = rollouts.Length;
        var map = new PackedMatrix(Transposition.Of(coefficients, r, width), width, r);
        for (int b = 0; b < n; b++)
        {
            var window = runs.States(rollouts[b].Run, rollouts[b].First, lag);
            for (int i = 0; i < width; i++) windows[b * width + i] = window[i] - mean[i % r];
        }
        Array.Clear(MeanGradient);
        double loss = 0;
        for (int h = 0; h < steps; h++)
        {
            cancellation.ThrowIfCancellationRequested();
            var now = windows.AsSpan(h * n * width, n * width);
            var next = windows.AsSpan((h + 1) * n * width, n * width);
            var error = errors.AsSpan(h * n * r, n * r); // first the forecasts' fluctuations
            error.Clear();
            Gemm.MultiplyAdd(now, map, error, n);
            for (int b = 0; b < n; b++)
            {
                now.Slice(b * width + r, width - r).CopyTo(next[(b * width)..]);
                var forecast = error.Slice(b * r, r);
                forecast.CopyTo(next[(b * width + width - r)..]);
                if (h >= rollouts[b].Steps)
                {
                    forecast.Clear();
                    continue;
                }
                var truth = runs.States(rollouts[b].Run, rollouts[b].First + lag + h, 1);
                for (int i = 0; i < r; i++)
                {
                    double difference = mean[i] + forecast[i] - truth[i];
                    loss += weights[i] * difference * difference / count;
                    forecast[i] = 2 * weights[i] * difference / count;
                    MeanGradient[i] += forecast[i];
                }
            }
        }
        return loss;
    }

    // With x_(h+1) = (x_h without its oldest state, A x_h): ∂/∂x_h = (0, ∂/∂x_(h+1) without its newest) + Aᵀ δ_h, where
    // δ_h, the derivative by step h's forecast, is that of its own error and of the newest state of x_(h+1).
    private void Backward(int n, int steps, double[] coefficients, CancellationToken cancellation)
    {
        var map = new PackedMatrix(coefficients, r, width);
        adjoint.AsSpan(0, n * width).Clear();
        for (int h = steps - 1; h >= 0; h--)
        {
            cancellation.ThrowIfCancellationRequested();
            var delta = errors.AsSpan(h * n * r, n * r);
            for (int b = 0; b < n; b++)
            {
                var after = adjoint.AsSpan(b * width, width);
                var before = earlier.AsSpan(b * width, width);
                for (int i = 0; i < r; i++) delta[b * r + i] += after[width - r + i];
                before[..r].Clear();
                after[..(width - r)].CopyTo(before[r..]);
            }
            Gemm.MultiplyAdd(delta, map, earlier.AsSpan(0, n * width), n);
            (adjoint, earlier) = (earlier, adjoint);
        }
        Array.Clear(CoefficientGradient);
        Gemm.TransposedMultiplyAdd(
            errors.AsSpan(0, steps * n * r), windows.AsSpan(0, steps * n * width), CoefficientGradient, r,
            steps * n, width);
        for (int i = 0; i < n * width; i++) MeanGradient[i % r] -= adjoint[i]; // x_0 = window − m
    }

    private static void Grow(ref double[] array, int length)
    {
        if (array.Length < length) array = new double[length];
    }
}
