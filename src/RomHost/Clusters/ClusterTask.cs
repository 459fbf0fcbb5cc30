using System.Text.Json.Serialization;

namespace RomHost.Clusters;

/// <summary>A part of a job that one process makes: some runs, a model, or all there is.</summary>
/// <param name="Runs">Indices of its runs, such as <c>0-9,12</c>; null for all.</param>
/// <param name="Model">The name of its model; null for all.</param>
internal sealed record ClusterTask(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Runs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null)
{
    /// <summary>The indices of its runs; null for all.</summary>
    [JsonIgnore]
    public IReadOnlyList<int>? Indices => indices.Value;

    private readonly Lazy<IReadOnlyList<int>?> indices = new(() => Runs is null ? null : RunIndices.Parse(Runs));

    /// <summary>Its name in messages: <c>runs 0-9</c>, <c>MVAR</c>; empty where it is all there is.</summary>
    [JsonIgnore]
    public string Name => Runs is not null ? $"runs {Runs}" : Model ?? "";

    /// <summary>Returns whether it makes something that another task of the stage makes too.</summary>
    /// <param name="other">The other task.</param>
    public bool Overlaps(ClusterTask other) =>
        (Model is null || other.Model is null || Model == other.Model)
        && (Indices is not { } own || other.Indices is not { } theirs || own.Intersect(theirs).Any());

    /// <summary>Returns the arguments of <c>run</c> that select it.</summary>
    /// <param name="stage">The stage.</param>
    public IEnumerable<string> Arguments(string stage) =>
    [
        "--only", stage,
        .. Runs is null ? Array.Empty<string>() : ["--runs", Runs],
        .. Model is null ? Array.Empty<string>() : ["--models", Model],
    ];
}
