using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Reservoir;

/// <summary>
/// The mean of networks that forecast in closed loop, each for itself. A network whose state leaves the range no longer
/// counts; where none is left, the last mean stays.
/// </summary>
internal sealed class ReservoirModel : IRomModel
{
    private readonly ReservoirMember[] members; // an array: its loop allocates nothing
    private readonly int units;

    /// <summary>Creates a model.</summary>
    /// <param name="lag">Lag w.</param>
    /// <param name="members">The networks with their readouts, at least one, all of one size.</param>
    /// <param name="scale">Means and scales of the coordinates.</param>
    /// <param name="range">The range within which states count, in standardised coordinates.</param>
    /// <param name="end">The end of closed loops.</param>
    /// <param name="report">Facts about the training.</param>
    public ReservoirModel(
        int lag, ReservoirMember[] members, Standardisation scale, ColumnRange range,
        ClosedLoopEnd end, ReservoirReport report)
    {
        (Lag, this.members, Scale, Range, End, Report) = (lag, members, scale, range, end, report);
        units = members[0].Network.Units;
        long m = members.Length, n = units, r = LatentDimension;
        ParameterCount = m * (n * (r + n + 1) + r * (r + n + 1));
        Complexity = new ModelComplexity(
            m * (2 * (n + r) * (r + n) + 5 * n + r), "O(N*m*n²)", "O(m*n²)",
            new Dictionary<string, long> { ["members"] = m, ["units"] = n });
        Diagnostics = new Dictionary<string, double>
        {
            ["spectral_radius"] = report.SpectralRadius,
            ["memory"] = report.Memory,
            ["windows"] = report.Windows,
            ["ridge_alpha"] = report.RidgeAlpha,
            ["horizon_steps"] = end.Horizon,
        };
    }

    /// <inheritdoc/>
    public int Lag { get; }

    /// <inheritdoc/>
    public int LatentDimension => Scale.Mean.Length;

    /// <inheritdoc/>
    public long ParameterCount { get; }

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <summary>The networks with their readouts.</summary>
    public IReadOnlyList<ReservoirMember> Members => members;

    /// <summary>Means and scales of the coordinates.</summary>
    public Standardisation Scale { get; }

    /// <summary>The range within which states count.</summary>
    public ColumnRange Range { get; }

    /// <summary>The end of closed loops.</summary>
    public ClosedLoopEnd End { get; }

    /// <summary>Facts about the training.</summary>
    public ReservoirReport Report { get; }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        int r = LatentDimension, known = End.Within(steps);
        double[] rented = ArrayPool<double>.Shared.Rent(window.Length + r + units + Math.Max(units, r));
        int[] counts = ArrayPool<int>.Shared.Rent(known);
        var (z, left) = (rented.AsMemory(0, window.Length), counts.AsMemory(0, known));
        window.CopyTo(z.Span);
        Scale.Transform(z.Span);
        left.Span.Clear();
        var states = forecast[..(known * r)];
        states.Clear();
        foreach (var member in members)
            member.AddForecast(z.Span, Range, states, left.Span, rented.AsSpan(window.Length));
        ReadOnlySpan<double> last = z.Span[^r..];
        for (int k = 0; k < known; k++)
        {
            var mean = states.Slice(k * r, r);
            if (counts[k] > 0) TensorPrimitives.Divide<double>(mean, counts[k], mean);
            else last.CopyTo(mean);
            last = mean;
        }
        Scale.InverseTransform(states);
        End.Complete(forecast);
        ArrayPool<double>.Shared.Return(rented);
        ArrayPool<int>.Shared.Return(counts);
    }

    /// <inheritdoc/>
    public void Save(string directory) => ReservoirFile.Write(directory, this);
}
