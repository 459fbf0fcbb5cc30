using Rom.Abstractions;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Plugins;

/// <summary>A <see cref="WatchedEstimator"/> that offers further fields.</summary>
/// <param name="Offering">The estimator.</param>
/// <param name="Plugin">Its plugin.</param>
/// <param name="Name">The description of its work.</param>
internal sealed record WatchedFieldEstimator(IFieldEstimator Offering, string Plugin, string Name)
    : WatchedEstimator(Offering, Plugin, Name), IFieldEstimator
{
    /// <inheritdoc/>
    public IReadOnlyList<FieldDescription> Fields
    {
        get
        {
            using var work = WorkUnderWay.Begin($"the fields of {Name}", Plugin, isBrief: true);
            return Offering.Fields;
        }
    }

    /// <inheritdoc/>
    public FieldMovie EstimateFields(
        Trajectory trajectory, Domain domain, IReadOnlyList<string> fields, CancellationToken cancellation)
    {
        using var work = WorkUnderWay.Begin($"the density of {Name}", Plugin);
        return Offering.EstimateFields(trajectory, domain, fields, cancellation);
    }
}
