using RomHost.Evaluation.References;

namespace RomHost.Evaluation.Skill;

/// <summary>The kind of a forecast method.</summary>
internal enum MethodKind
{
    /// <summary>A model of the experiment.</summary>
    Model,

    /// <summary>A forecast that needs no model.</summary>
    Reference,

    /// <summary>The best that any forecast can do: the mean of runs from the same state under other noise.</summary>
    Ceiling,
}

/// <summary>A forecast method with its scores on each test run.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name, unique among those of its kind.</param>
/// <param name="Title">Its name in sentences.</param>
/// <param name="Runs">The scores of each test run [runs]; null for a run without.</param>
internal sealed record ForecastMethod(
    MethodKind Kind, string Name, string Title, IReadOnlyList<ScoredForecast?> Runs)
{
    /// <summary>The key among all methods: a model may have the name of a reference.</summary>
    public string Key => KeyOf(Kind, Name);

    /// <summary>Returns the key of a method.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    public static string KeyOf(MethodKind kind, string name) => $"{kind} {name}";

    /// <summary>Returns the values of a score [runs]; NaN for a run without.</summary>
    /// <param name="score">The score.</param>
    public double[] Of(Score score) => [.. Runs.Select(run => run?.Scores[score] ?? double.NaN)];

    /// <summary>Returns the values of a score up to a lead [runs]; NaN for a run without.</summary>
    /// <param name="score">The score.</param>
    /// <param name="lead">The lead.</param>
    public double[] At(Score score, LeadKey lead) =>
    [
        .. Runs.Select(run => run?.Leads.FirstOrDefault(one => lead.Is(one.Lead)) is { } found
            ? found[score]
            : double.NaN),
    ];
}
