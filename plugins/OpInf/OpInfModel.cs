using System.Buffers;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// A quadratic map of windows to states in standardised coordinates, z_(k+1) = c + A·window + H·products, in double
/// precision. A forecast that leaves the range is projected onto it.
/// </summary>
internal sealed class OpInfModel : IRomModel
{
    private readonly AffineMap map;
    private readonly QuadraticFeatures features;

    /// <summary>Creates a model.</summary>
    /// <param name="features">The features.</param>
    /// <param name="coefficients">(A H) [r, features].</param>
    /// <param name="constant">c [r].</param>
    /// <param name="units">Means and scales of the coordinates.</param>
    /// <param name="range">The range within which states stay.</param>
    /// <param name="end">The end of closed loops.</param>
    /// <param name="report">Facts about the training.</param>
    public OpInfModel(
        QuadraticFeatures features, double[] coefficients, double[] constant, Standardisation units, ColumnRange range,
        ClosedLoopEnd end, OpInfReport report)
    {
        (this.features, Coefficients, Constant) = (features, coefficients, constant);
        (Units, Range, End, Report) = (units, range, end, report);
        map = new AffineMap(coefficients, constant);
        long products = features.ProductCount;
        Complexity = new ModelComplexity(
            2L * coefficients.Length + constant.Length + products, "O(N*p²*d² + N*p*d³ + N*d⁴)", "O(p*d² + d³)",
            new Dictionary<string, long> { ["products"] = products });
        Diagnostics = new Dictionary<string, double>
        {
            ["rollout_error"] = report.RolloutError,
            ["quadratic_penalty"] = report.QuadraticPenalty,
            ["penalty_raises"] = report.Raises,
            ["windows"] = report.Windows,
            ["horizon_steps"] = end.Horizon,
        };
    }

    /// <inheritdoc/>
    public int Lag => features.Lag;

    /// <inheritdoc/>
    public int LatentDimension => features.Dimension;

    /// <inheritdoc/>
    public long ParameterCount => Constant.Length + (long)Coefficients.Length; // r (1 + w r + q (q + 1)/2)

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <summary>Number of modes whose products are features.</summary>
    public int QuadraticModes => features.Modes;

    /// <summary>(A H) [r, features].</summary>
    public double[] Coefficients { get; }

    /// <summary>c [r].</summary>
    public double[] Constant { get; }

    /// <summary>Means and scales of the coordinates.</summary>
    public Standardisation Units { get; }

    /// <summary>The range within which states stay, in standardised coordinates.</summary>
    public ColumnRange Range { get; }

    /// <summary>The end of closed loops.</summary>
    public ClosedLoopEnd End { get; }

    /// <summary>Facts about the training.</summary>
    public OpInfReport Report { get; }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        int r = LatentDimension, width = window.Length, known = End.Within(steps);
        double[] rented = ArrayPool<double>.Shared.Rent(features.Count);
        var x = rented.AsSpan(0, features.Count);
        window.CopyTo(x);
        Units.Transform(x[..width]);
        for (int k = 0; k < known; k++)
        {
            var next = forecast.Slice(k * r, r);
            features.FillProducts(x);
            map.Apply(x, next);
            Range.Clamp(next);
            x[r..width].CopyTo(x);
            next.CopyTo(x[(width - r)..]);
        }
        ArrayPool<double>.Shared.Return(rented);
        Units.InverseTransform(forecast[..(known * r)]);
        End.Complete(forecast);
    }

    /// <inheritdoc/>
    public void Save(string directory) => OpInfFile.Write(directory, this);
}
