using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>Fits an autoregressive model by ridge regression in closed form.</summary>
/// <param name="options">The options.</param>
internal sealed class MvarTrainer(MvarOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.LagSelection == LagSelection.None ? options.Lag : options.MaxLag;

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        int r = data.Dimension;
        if (data.WindowCount(MaxLag) == 0)
        {
            throw new ArgumentException(
                $"expected runs of more than {MaxLag} frames, the longest has {Enumerable.Range(0, data.RunCount).Select(data.FrameCount).DefaultIfEmpty().Max()}");
        }
        // One pass with the longest lag serves all orders: a shorter window is the newest part of a longer one, and all
        // orders are judged on the same targets.
        var moments = WindowMoments.Of(data, MaxLag, context.Cancellation);
        int order = options.LagSelection == LagSelection.None ? options.Lag : ChooseOrder(moments, r, context);
        if (order < MaxLag) moments = WindowMoments.Of(data, order, context.Cancellation); // with the targets that the longer lag left out
        var fit = Fit(moments, order)
            ?? throw new TrainingDivergedException(
                $"the normal equations of {moments.Count} windows for {order * r} coefficients have no finite solution; raise ridge_alpha or lower lag");
        var eigenvalues = CompanionMatrix.Eigenvalues(fit.Coefficients, r);
        double before = eigenvalues.Max(value => value.Magnitude);
        double[] coefficients = Stabilised(fit.Coefficients, r, before);
        double after = ReferenceEquals(coefficients, fit.Coefficients) ? before : CompanionMatrix.SpectralRadius(coefficients, r);
        context.Progress.Report(new TrainingProgress(1, 1, $"lag {order}, R² {fit.R2:0.0000}, spectral radius {after:0.0000}"));
        return new MvarModel(coefficients, fit.Intercept, new MvarReport(
            options.RidgeAlpha, fit.R2, fit.Rmse, before, after, eigenvalues.Count(value => value.Magnitude > 1)));
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => MvarModel.Load(directory);

    private MvarFit? Fit(WindowMoments moments, int order) => moments.Fit(order, options.RidgeAlpha);

    private int ChooseOrder(WindowMoments moments, int r, TrainingContext context)
    {
        var (best, bestOrder) = (double.PositiveInfinity, 0);
        for (int order = 1; order <= options.MaxLag; order++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Fit(moments, order) is not { } fit) continue;
            double criterion = Criterion(fit, r);
            if (criterion < best) (best, bestOrder) = (criterion, order);
        }
        return bestOrder > 0 ? bestOrder : throw new TrainingDivergedException(
            $"no order up to {options.MaxLag} has a finite fit; raise ridge_alpha or lower max_lag");
    }

    // n ln det(Σ_k e eᵀ / n) + penalty · (r + w r²)
    private double Criterion(MvarFit fit, int r)
    {
        double n = fit.Count;
        double penalty = options.LagSelection switch
        {
            LagSelection.Aic => 2,
            LagSelection.Hqic => 2 * Math.Log(Math.Log(n)),
            _ => Math.Log(n),
        };
        return n * LogDeterminant([.. fit.Residuals.Select(value => value / n)], r) + penalty * (r + (double)fit.Order * r * r);
    }

    private static double LogDeterminant(double[] matrix, int r)
    {
        var values = SymmetricEigen.Decompose(matrix, r).Values;
        return values.Sum(value => Math.Log(Math.Max(value, double.Epsilon)));
    }

    private double[] Stabilised(double[] coefficients, int r, double radius) => options.Stability switch
    {
        Stability.Scale when radius > options.StabilityThreshold =>
            CompanionMatrix.Scaled(coefficients, r, options.StabilityThreshold / radius),
        Stability.Project when radius > 1 => CompanionMatrix.Projected(coefficients, r),
        _ => coefficients,
    };
}
