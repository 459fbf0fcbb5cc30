using Rom.Abstractions;

namespace Rom.Analysis.Contests;

/// <summary>A model in a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">The model.</param>
/// <param name="Windows">
/// Windows to forecast from [w, r], at least one, used in turn: the same states for every model, as many as its lag
/// needs.
/// </param>
/// <param name="Load">
/// Loads the model from its files, once for each repetition and for each cold start. Null where it has no files.
/// </param>
/// <param name="EndToEnd">
/// Creates a call that restricts a density movie, forecasts with an instance of the model and lifts the forecast to
/// densities, with the same movie and frames for every model. Null where unknown.
/// </param>
public sealed record ContestModel(
    string Name, IRomModel Model, IReadOnlyList<double[]> Windows, Func<IRomModel>? Load = null,
    Func<IRomModel, Action>? EndToEnd = null);
