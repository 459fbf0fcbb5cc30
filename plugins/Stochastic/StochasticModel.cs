using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Stochastic;

/// <summary>
/// A linear stochastic process in standardised coordinates, z_k = c + Σ_(j=1..w) A_j z_(k−j) + e_k, in double
/// precision. Its forecast is the mean; members have the noise e. States stay within a range.
/// </summary>
internal sealed class StochasticModel : IEnsembleForecaster
{
    private readonly PathGroup paths;

    /// <summary>Creates a model.</summary>
    /// <param name="map">The conditional mean of the next state.</param>
    /// <param name="noise">The noise.</param>
    /// <param name="units">Means and scales of the coordinates.</param>
    /// <param name="range">The range within which states stay.</param>
    /// <param name="end">The end of closed loops.</param>
    /// <param name="report">Facts about the training.</param>
    public StochasticModel(
        WindowMap map, Noise noise, Standardisation units, ColumnRange range, ClosedLoopEnd end,
        StochasticReport report)
    {
        (Map, Noise, Units, Range, End, Report) = (map, noise, units, range, end, report);
        paths = new PathGroup(map, noise, range);
        int r = map.Dimension;
        ParameterCount = r + map.Coefficients.Length + noise.Directions.Length
            + (noise.Variance.IsConstant ? 0 : r + noise.Variance.Coefficients.Length);
        Complexity = new ModelComplexity(
            2L * map.Coefficients.Length + r, "O(N*p²*d² + p³d³)", "O(p*d²)", new Dictionary<string, long>());
        Diagnostics = new Dictionary<string, double>
        {
            ["levels"] = report.Levels,
            ["start_radius"] = report.StartRadius,
            ["spectral_radius"] = report.SpectralRadius,
            ["residual_correlation"] = report.ResidualCorrelation,
            ["one_step_error"] = report.OneStepError,
            ["noise_inflation"] = report.NoiseInflation,
            ["state_gain"] = report.StateGain,
            ["horizon_steps"] = end.Horizon,
        };
    }

    /// <inheritdoc/>
    public int Lag => Map.Lag;

    /// <inheritdoc/>
    public int LatentDimension => Map.Dimension;

    /// <inheritdoc/>
    public long ParameterCount { get; }

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <summary>The conditional mean of the next state.</summary>
    public WindowMap Map { get; }

    /// <summary>The noise.</summary>
    public Noise Noise { get; }

    /// <summary>Means and scales of the coordinates.</summary>
    public Standardisation Units { get; }

    /// <summary>The range within which states stay, in standardised coordinates.</summary>
    public ColumnRange Range { get; }

    /// <summary>The end of closed loops.</summary>
    public ClosedLoopEnd End { get; }

    /// <summary>Facts about the training.</summary>
    public StochasticReport Report { get; }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        double[] rented = ArrayPool<double>.Shared.Rent(window.Length);
        var z = Standardised(window, rented);
        var known = forecast[..(End.Within(steps) * LatentDimension)];
        WriteMean(z, known);
        Units.InverseTransform(known);
        End.Complete(forecast);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Each member draws for itself, so that fewer members are the first of more. After the steps that the training
    /// runs have shown, members are the forecast and what noise has added to the closed loop: it goes on, since it is a
    /// stationary process, whose spread neither vanishes, as that of held states would, nor grows without bound.
    /// </remarks>
    public void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        ForecastArguments.CheckEnsemble(this, window, steps, members, ensemble);
        int r = LatentDimension, length = steps * r, known = End.Within(steps) * r;
        double[] rented = ArrayPool<double>.Shared.Rent(checked(window.Length + (known < length ? 2 * length : 0)));
        var z = Standardised(window, rented);
        var shift = rented.AsSpan(window.Length, known < length ? length : 0);
        if (known < length) WriteShift(z, window, shift, rented.AsSpan(window.Length + length, length));
        for (int first = 0; first < members; first += PathGroup.MostPaths)
        {
            int count = Math.Min(PathGroup.MostPaths, members - first);
            var group = ensemble.Slice(first * length, count * length);
            WritePaths(z, steps, seed, first, group);
            for (int m = 0; m < count && known < length; m++)
            {
                var fluctuating = group[(m * length + known)..((m + 1) * length)];
                TensorPrimitives.Add(fluctuating, shift[known..], fluctuating);
                for (int at = 0; at < fluctuating.Length; at += r) Range.Clamp(fluctuating.Slice(at, r));
            }
            Units.InverseTransform(group);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Save(string directory) => StochasticFile.Write(directory, this);

    private Span<double> Standardised(ReadOnlySpan<double> window, double[] rented)
    {
        var z = rented.AsSpan(0, window.Length);
        window.CopyTo(z);
        Units.Transform(z);
        return z;
    }

    private void WriteMean(ReadOnlySpan<double> z, Span<double> states)
    {
        int r = LatentDimension;
        for (int at = 0; at < states.Length; at += r)
        {
            var next = states.Slice(at, r);
            Map.Next(z, states[..at], next);
            Range.Clamp(next);
        }
    }

    private void WritePaths(ReadOnlySpan<double> z, int steps, ulong seed, int first, Span<double> states)
    {
        int length = steps * LatentDimension;
        for (int m = 0; m < states.Length / length; m++)
        {
            var random = new RandomStream(RandomStream.DeriveSeed(seed, (ulong)(first + m)));
            NormalNumbers.Fill(random, states.Slice(m * length, length));
        }
        paths.Write(z, steps, states);
    }

    // The forecast less the closed loop: 0 as long as the training runs have shown the steps, but for rounding.
    private void WriteShift(ReadOnlySpan<double> z, ReadOnlySpan<double> window, Span<double> shift, Span<double> loop)
    {
        WriteMean(z, loop);
        Forecast(window, shift.Length / LatentDimension, shift);
        Units.Transform(shift);
        TensorPrimitives.Subtract(shift, loop, shift);
    }
}
