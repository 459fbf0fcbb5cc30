namespace RomHost.Artifacts;

/// <summary>A part of an experiment's runs and models, of which a stage makes its artifacts.</summary>
/// <param name="Runs">Indices of the runs; null for all.</param>
/// <param name="Models">Names of the models; null for all.</param>
internal sealed record Part(IReadOnlySet<int>? Runs = null, IReadOnlySet<string>? Models = null)
{
    /// <summary>All runs and models.</summary>
    public static Part Whole { get; } = new();

    /// <summary>Whether it is all runs and models: then a stage also gathers their results.</summary>
    public bool IsWhole => Runs is null && Models is null;

    /// <summary>The same runs of all models.</summary>
    public Part OfAllModels => this with { Models = null };

    /// <summary>Returns whether a run belongs to it.</summary>
    /// <param name="run">The run's index; null for what belongs to no single run.</param>
    public bool HasRun(int? run) => run is not { } index || Runs?.Contains(index) != false;

    /// <summary>Returns whether a model belongs to it.</summary>
    /// <param name="model">The model's name; null for what belongs to no single model.</param>
    public bool HasModel(string? model) => model is null || Models?.Contains(model) != false;
}
