using System.Buffers;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// A quadratic map of windows to states in standardised coordinates, z_(k+1) = c + A·window + H·products, in double
/// precision. A forecast that leaves the range is projected onto it. With a reconstruction equation the map is of
/// profiles, the states without the rate of the shift, and the equation adds the rate.
/// </summary>
internal sealed class OpInfModel : IRomModel
{
    private readonly AffineMap map;
    private readonly QuadraticFeatures features;

    /// <summary>Creates a model.</summary>
    /// <param name="features">The features, of profiles of p coordinates.</param>
    /// <param name="coefficients">(A H) [p, features].</param>
    /// <param name="constant">c [p].</param>
    /// <param name="reconstruction">The equation for the rate; null where p = r.</param>
    /// <param name="units">Means and scales of the coordinates of a state [r].</param>
    /// <param name="range">The range within which states stay [r].</param>
    /// <param name="end">The end of closed loops.</param>
    /// <param name="report">Facts about the training.</param>
    public OpInfModel(
        QuadraticFeatures features, double[] coefficients, double[] constant, Reconstruction? reconstruction,
        Standardisation units, ColumnRange range, ClosedLoopEnd end, OpInfReport report)
    {
        (this.features, Coefficients, Constant) = (features, coefficients, constant);
        (Reconstruction, Units, Range, End, Report) = (reconstruction, units, range, end, report);
        map = new AffineMap(coefficients, constant);
        long products = features.ProductCount;
        Complexity = new ModelComplexity(
            2L * coefficients.Length + constant.Length + products + (reconstruction?.Flops ?? 0),
            "O(N*p²*d² + N*p*d³ + N*d⁴)", "O(p*d² + d³)",
            new Dictionary<string, long> { ["products"] = products });
        var diagnostics = new Dictionary<string, double>
        {
            ["rollout_error"] = report.RolloutError,
            ["quadratic_penalty"] = report.QuadraticPenalty,
            ["penalty_raises"] = report.Raises,
            ["windows"] = report.Windows,
            ["horizon_steps"] = end.Horizon,
        };
        if (reconstruction?.Report is { } rate)
        {
            diagnostics["rate_error"] = rate.Error;
            diagnostics["rate_penalty"] = rate.Penalty;
        }
        Diagnostics = diagnostics;
    }

    /// <inheritdoc/>
    public int Lag => features.Lag;

    /// <inheritdoc/>
    public int LatentDimension => Units.Mean.Length;

    /// <inheritdoc/>
    public long ParameterCount => // r (1 + w r + q (q + 1)/2), and those of the reconstruction equation
        Constant.Length + (long)Coefficients.Length + (Reconstruction?.ParameterCount ?? 0);

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <summary>Number of modes whose products are features.</summary>
    public int QuadraticModes => features.Modes;

    /// <summary>(A H) [p, features].</summary>
    public double[] Coefficients { get; }

    /// <summary>c [p].</summary>
    public double[] Constant { get; }

    /// <summary>The equation for the rate of the shift; null where the map forecasts whole states.</summary>
    public Reconstruction? Reconstruction { get; }

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
        int r = LatentDimension, p = features.Dimension, width = features.LinearCount, known = End.Within(steps);
        double[] rented = ArrayPool<double>.Shared.Rent(features.Count + r);
        Span<double> x = rented.AsSpan(0, features.Count), state = rented.AsSpan(features.Count, r);
        var rate = Reconstruction?.Channel ?? default;
        for (int k = 0; k < Lag; k++)
        {
            window.Slice(k * r, r).CopyTo(state);
            Units.Transform(state);
            rate.CopyProfile(state, x[(k * p)..]);
        }
        features.FillProducts(x);
        for (int k = 0; k < known; k++)
        {
            var next = forecast.Slice(k * r, r);
            map.Apply(x, next[..p]);
            rate.MakeRoom(next);
            Range.Clamp(next);
            x[p..width].CopyTo(x);
            rate.CopyProfile(next, x[(width - p)..]);
            features.FillProducts(x);
            if (Reconstruction is null) continue;
            Reconstruction.Apply(x[(width - p)..], rate.Of(next));
            Range.Clamp(next);
        }
        ArrayPool<double>.Shared.Return(rented);
        Units.InverseTransform(forecast[..(known * r)]);
        End.Complete(forecast);
    }

    /// <inheritdoc/>
    public void Save(string directory) => OpInfFile.Write(directory, this);
}
