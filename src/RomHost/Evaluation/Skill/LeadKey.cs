namespace RomHost.Evaluation.Skill;

/// <summary>A lead that several runs have: a time, or the end of the training runs.</summary>
/// <param name="Time">The time after the last known frame [time units]; for the training runs' end the longest.</param>
/// <param name="IsTrainingHorizon">Whether it is the end of the training runs.</param>
internal readonly record struct LeadKey(double Time, bool IsTrainingHorizon)
{
    /// <summary>Returns the leads of some runs, in the order of time.</summary>
    /// <param name="leads">The leads of all of them.</param>
    public static IReadOnlyList<LeadKey> Of(IEnumerable<Lead> leads) =>
    [
        .. leads.GroupBy(lead => lead.IsTrainingHorizon ? double.NaN : lead.Time)
            .Select(group => new LeadKey(group.Max(lead => lead.Time), double.IsNaN(group.Key)))
            .OrderBy(key => key.Time),
    ];

    /// <summary>Whether a run's lead is this one.</summary>
    /// <param name="lead">The run's lead.</param>
    public bool Is(Lead lead) =>
        IsTrainingHorizon ? lead.IsTrainingHorizon : !lead.IsTrainingHorizon && lead.Time == Time;
}
