using System.Text.Json.Serialization;

namespace RomHost.Clusters;

/// <summary>A part of a job that one process makes: some runs, a model, or all there is.</summary>
/// <param name="Runs">Indices of its runs, such as <c>0-9,12</c>; null for all.</param>
/// <param name="Model">The name of its model; null for all.</param>
internal sealed record ClusterTask(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Runs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null)
{
    private IReadOnlyList<int>? indices; // read once, where they are asked for

    // A copy may get other runs.
    private ClusterTask(ClusterTask original) => (Runs, Model) = (original.Runs, original.Model);

    /// <summary>The indices of its runs; null for all.</summary>
    [JsonIgnore]
    public IReadOnlyList<int>? Indices => Runs is null ? null : indices ??= RunIndices.Parse(Runs);

    /// <summary>Its name in messages: <c>runs 0-9</c>, <c>MVAR</c>; empty where it is all there is.</summary>
    [JsonIgnore]
    public string Name => Runs is not null ? $"runs {Runs}" : Model ?? "";

    /// <summary>Returns whether it makes an artifact of its stage.</summary>
    /// <param name="model">The artifact's model; null where it belongs to no single model.</param>
    /// <param name="run">The artifact's run; null where it belongs to no single run.</param>
    public bool Makes(string? model, int? run) =>
        (Model is null || Model == model)
        && (Indices is not { } runs || run is not { } index || runs.Contains(index));

    /// <inheritdoc/>
    public bool Equals(ClusterTask? other) => other is not null && Runs == other.Runs && Model == other.Model;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Runs, Model);

    /// <summary>Returns the arguments of <c>run</c> that select it.</summary>
    /// <param name="stage">The stage.</param>
    public IEnumerable<string> Arguments(string stage) =>
    [
        "--only", stage,
        .. Runs is null ? Array.Empty<string>() : ["--runs", Runs],
        .. Model is null ? Array.Empty<string>() : ["--models", Model],
    ];
}
