namespace Rom.Analysis.Contests;

/// <summary>One of several pieces of work that are timed against each other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Call">One call of it, on the inputs that all contenders get; what it computes must be used somewhere.</param>
public sealed record Contender(string Name, Action Call);
