using System.Globalization;
using System.Numerics;
using MathNet.Numerics;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Mvar;

/// <summary>Fits an autoregressive model by ridge regression in closed form.</summary>
/// <param name="options">The options.</param>
internal sealed class MvarTrainer(MvarOptions options) : IMomentTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.LagSelection == LagSelection.None ? options.Lag : options.MaxLag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // The moments of windows with their targets, D = (w + 1)·r; with them the normal equations of p = w·r
        // regressors: matrix, factor and inverse. The order that a lag selection solves last depends on the data.
        double width = (MaxLag + 1.0) * dimension, p = (double)MaxLag * dimension;
        int systems = options.LagSelection == LagSelection.None ? 3 : 1;
        return new MemoryNeed
        {
            Purpose = $"a fit with {NumberText.Count(MaxLag, "lag")} of {NumberText.Count(dimension, "mode")}",
            Bytes = sizeof(double) * (width * width + systems * p * p),
            LongestArray = width * width,
            Cure = "use fewer lags or modes",
            Option = options.LagSelection == LagSelection.None ? nameof(options.Lag) : nameof(options.MaxLag),
        };
    }

    /// <inheritdoc/>
    /// <remarks>A selection of the lag fits the chosen order once more, from the data.</remarks>
    public string? MomentKey =>
        options.LagSelection == LagSelection.None ? $"lag {options.Lag.ToString(CultureInfo.InvariantCulture)}" : null;

    /// <inheritdoc/>
    public long MomentCount(int dimension) => WindowSums.CountFor(dimension, options.Lag);

    /// <inheritdoc/>
    public void AddMoments(
        LatentDataset data, ReadOnlySpan<double> origin, Span<double> moments, CancellationToken cancellation) =>
        new WindowSums(moments, data.Dimension, options.Lag).Add(data, origin, cancellation);

    /// <inheritdoc/>
    /// <remarks>
    /// Without a stability option no forecast depends on the eigenvalues, which take longer than the fit: they are NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no window.</exception>
    public IRomModel TrainFrom(ReadOnlySpan<double> moments, ReadOnlySpan<double> origin, TrainingContext context)
    {
        if (moments[0] == 0)
        {
            throw new ArgumentException(
                $"expected a run of more than {NumberText.Count(options.Lag, "frame")}, found none; lower the lag",
                nameof(moments));
        }
        var sums = new WindowSums(moments.ToArray(), origin.Length, options.Lag);
        return Fit(
            WindowMoments.Of(sums, origin, options.Lag), options.Lag, origin.Length, context,
            hasEigenvalues: options.Stability != Stability.None);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// No run is longer than the lag, or the normal equations do not fit into an array.
    /// </exception>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        RefuseTooShort(data);
        RefuseTooWide(data);
        // One pass with the longest lag serves all orders: a shorter window is the newest part of a longer one, and all
        // orders are compared on the same targets.
        var moments = WindowMoments.Of(data, MaxLag, context.Cancellation);
        int order = options.LagSelection == LagSelection.None
            ? options.Lag
            : ChooseOrder(moments, data.Dimension, context);
        // The chosen order also has the targets that come too early for the longest lag.
        if (order < MaxLag) moments = WindowMoments.Of(data, order, context.Cancellation);
        return Fit(moments, order, data.Dimension, context);
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => MvarFile.Read(directory);

    private MvarModel Fit(
        WindowMoments moments, int order, int r, TrainingContext context, bool hasEigenvalues = true)
    {
        var fit = moments.Ridge(order, options.RidgeAlpha) ?? throw new TrainingDivergedException(
            $"the normal equations of {NumberText.Count(moments.Count, "window")} for "
            + $"{NumberText.Count(order * r, "coefficient")} a component have no accurate solution "
            + $"with ridge_alpha {Text(options.RidgeAlpha)}; raise ridge_alpha, lower the lag, or train on more runs");
        DoubtPenalty(moments.LargestSumOfSquares(order), context);
        if (!hasEigenvalues)
        {
            return new MvarModel(fit.Coefficients, fit.Intercept, new MvarReport(
                options.RidgeAlpha, fit.R2, fit.Rmse, double.NaN, double.NaN, double.NaN));
        }
        try
        {
            return Stabilised(fit, moments, r, context);
        }
        catch (NonConvergenceException e)
        {
            throw new TrainingDivergedException(
                $"no eigenvalues of the companion matrix of {NumberText.Count(order, "lag")}: {e.Message}");
        }
    }

    // The penalty has the unit of squared latent coordinates: the same α has different effects in metres and in
    // millimetres, and above the data's own sum of squares it shrinks every coefficient to less than half.
    private void DoubtPenalty(double sumOfSquares, TrainingContext context)
    {
        if (sumOfSquares == 0 || options.RidgeAlpha <= sumOfSquares) return;
        context.Warnings?.Report(
            $"ridge_alpha {Text(options.RidgeAlpha)} outweighs the data, whose largest sum of squares of a latent "
            + $"coordinate is {Text(sumOfSquares)}: coefficients are nearly 0, and forecasts nearly the mean; lower "
            + "ridge_alpha far below that, or choose a larger unit of length, in which densities are larger numbers");
    }

    private MvarModel Stabilised(MvarFit fit, WindowMoments moments, int r, TrainingContext context)
    {
        Complex[] eigenvalues = Stabilisation.Eigenvalues(fit.Coefficients, r);
        double before = eigenvalues.Max(value => value.Magnitude), after = before;
        double[] coefficients = options.Stability switch
        {
            Stability.Scale => Stabilisation.ScaledTo(fit.Coefficients, r, before, options.StabilityThreshold),
            Stability.Project when before > 1 => Stabilisation.Projected(fit.Coefficients, r),
            _ => fit.Coefficients,
        };
        if (!ReferenceEquals(coefficients, fit.Coefficients))
        {
            fit = moments.Judge(coefficients);
            after = Stabilisation.SpectralRadius(coefficients, r);
        }
        context.Progress.Report(new TrainingProgress(
            1, 1, $"lag {fit.Order}, R² {(double.IsNaN(fit.R2) ? "–" : Text(fit.R2))}, spectral radius {Text(after)}"));
        return new MvarModel(coefficients, fit.Intercept, new MvarReport(
            options.RidgeAlpha, fit.R2, fit.Rmse, before, after, eigenvalues.Count(value => value.Magnitude > 1)));
    }

    private int ChooseOrder(WindowMoments moments, int r, TrainingContext context)
    {
        var (best, bestOrder) = (double.PositiveInfinity, 0);
        // With no more windows than regressors a fit leaves no residual to compare.
        for (int order = 1; order <= options.MaxLag && order * r + 1 < moments.Count; order++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress.Report(new TrainingProgress(order - 1, options.MaxLag, $"lag {order}"));
            if (moments.Ridge(order, options.RidgeAlpha) is not { } fit) continue;
            double criterion = InformationCriterion.Of(fit, options.LagSelection);
            if (criterion < best) (best, bestOrder) = (criterion, order);
        }
        return bestOrder > 0 ? bestOrder : throw new TrainingDivergedException(
            $"none of the lags 1 … {options.MaxLag} can be fitted to "
            + $"{NumberText.Count(moments.Count, "window")} of dimension {r}; "
            + "raise ridge_alpha, lower max_lag, or train on more runs");
    }

    private void RefuseTooShort(LatentDataset data)
    {
        if (data.WindowCount(MaxLag) > 0) return;
        int longest = Enumerable.Range(0, data.RunCount).Select(data.FrameCount).DefaultIfEmpty().Max();
        throw new ArgumentException(
            $"expected a run of more than {NumberText.Count(MaxLag, "frame")}, the longest of "
            + $"{data.RunCount} has {longest}; lower the lag",
            nameof(data));
    }

    private void RefuseTooWide(LatentDataset data)
    {
        long width = (MaxLag + 1L) * data.Dimension;
        if (width * width <= Array.MaxLength) return;
        throw new ArgumentException(
            $"expected normal equations that fit into an array, found {NumberText.Count(MaxLag, "lag")} of "
            + $"dimension {data.Dimension}; lower either", nameof(data));
    }

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
