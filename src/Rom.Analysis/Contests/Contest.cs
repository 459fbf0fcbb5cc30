namespace Rom.Analysis.Contests;

/// <summary>
/// Times contenders against each other, in repetitions with fresh instances. In each round of a repetition a block of
/// calls of every contender is timed once, in an order that changes from round to round, so that disturbances of the
/// machine slow all of them alike. The first contender has a twin, another instance of the same work: the difference
/// between the two is the resolution of the measurement.
/// </summary>
/// <param name="clock">The clock.</param>
public sealed class Contest(TimeProvider clock)
{
    /// <summary>Times contenders.</summary>
    /// <param name="contenders">At least one; names differ.</param>
    /// <param name="settings">Numbers of repetitions and rounds, and the required precision.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    /// <exception cref="ArgumentException">There is no contender, or two have the same name.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ContestRounds Run(
        IReadOnlyList<Contender> contenders, ContestSettings settings, CancellationToken cancellation = default)
    {
        Check(contenders, settings);
        string? reason = null;
        bool isRepeated = settings.MaxRepetitions > 1;
        return isRepeated && WorkerProcesses.TryRun(contenders, settings, cancellation, out reason) is { } measured
            ? measured
            : RunHere(contenders, settings, reason, cancellation);
    }

    /// <summary>Times contenders in this process.</summary>
    /// <param name="contenders">At least one; names differ.</param>
    /// <param name="settings">Numbers of repetitions and rounds, and the required precision.</param>
    /// <param name="reason">The reason for using this process, for the notes; null for none.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    internal ContestRounds RunHere(
        IReadOnlyList<Contender> contenders, ContestSettings settings, string? reason, CancellationToken cancellation)
    {
        Check(contenders, settings);
        var repetition = new ContestRepetition(clock);
        var repetitions = ContestRounds.Repeat(
            settings, k => repetition.Run(contenders, settings.ForRepetition(k), cancellation));
        string[] notes = reason is null ? [] : [reason];
        return ContestRounds.Combine(repetitions, processes: 1) with
        {
            Doubts = RuntimeSwitches.Doubt() is { } doubt ? [doubt] : [],
            Notes = [.. notes, .. UnoptimisedCode.Notes(contenders)],
        };
    }

    private static void Check(IReadOnlyList<Contender> contenders, ContestSettings settings)
    {
        if (contenders.Count == 0)
            throw new ArgumentException("expected at least one contender, found none", nameof(contenders));
        if (contenders.Select(contender => contender.Name).Distinct().Count() < contenders.Count)
            throw new ArgumentException("expected contenders of different names", nameof(contenders));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MinRepetitions, 1);
    }
}
