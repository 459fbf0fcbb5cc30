using Rom.Forecasting.Files;

namespace RomHost.Evaluation;

/// <summary>
/// The ceiling of the forecasts of one run: the squared errors of the mean of infinitely many replicas, estimated
/// without bias from R of them. <see cref="ErrorCurve"/> makes scores of them. Immutable.
/// </summary>
/// <remarks>
/// With the run x, the mean m of infinitely many replicas, the mean m_R of R of them and their variance σ², summed over
/// the cells, E‖x − m_R‖² = E‖x − m‖² + σ²/R. So ‖x − m_R‖² − s²/R, with the unbiased variance s², is an unbiased
/// estimate of ‖x − m‖². Where the run is close to m, noise may bring it below zero. m is the best forecast from the
/// state at time 0, whereas forecasts begin later and have seen the noise until then: just after their beginning they
/// may be better.
/// </remarks>
internal sealed class Ceiling
{
    private readonly double[] errors;

    private Ceiling(int start, ReadOnlySpan<double> errors, ReadOnlySpan<double> variances, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)start, (uint)errors.Length, nameof(start));
        this.errors = new double[errors.Length - start];
        for (int k = 0; k < this.errors.Length; k++)
            this.errors[k] = errors[start + k] - variances[start + k] / replicas;
    }

    /// <summary>Computes the ceiling in the aligned frame.</summary>
    /// <param name="replicas">The comparison of the run with its replicas.</param>
    /// <param name="start">The first forecast frame.</param>
    public static Ceiling Aligned(ReplicaTable replicas, int start) =>
        new(start, replicas.SquaredErrors, replicas.Variances, replicas.Replicas);

    /// <summary>Computes the ceiling in the lab frame.</summary>
    /// <param name="replicas">The comparison of the run with its replicas.</param>
    /// <param name="start">The first forecast frame.</param>
    public static Ceiling Lab(ReplicaTable replicas, int start) =>
        new(start, replicas.LabSquaredErrors, replicas.LabVariances, replicas.Replicas);

    /// <summary>The estimates of ‖x − m‖² over the cells of each forecast frame; single ones may be negative.</summary>
    public IReadOnlyList<double> SquaredErrors => errors;
}
