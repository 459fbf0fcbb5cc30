namespace RomHost.Configuration.Binding;

/// <summary>The candidates for a model's options: all combinations, the first listed option varying slowest.</summary>
/// <param name="Axes">The options that are given as candidates, in the order of the file.</param>
/// <param name="Candidates">The combinations, the simplest first; at least one breaks no rule.</param>
internal sealed record CandidateGrid(IReadOnlyList<CandidateAxis> Axes, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The most combinations for one model.</summary>
    public const int MostCandidates = 1000;

    /// <summary>The combinations that break no rule.</summary>
    public IEnumerable<Candidate> Usable => Candidates.Where(candidate => candidate.Problem is null);
}
