using Rom.Abstractions;

namespace Rom.Analysis.Contests;

/// <summary>A model that takes part.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">The model.</param>
/// <param name="Windows">
/// Windows to forecast from [w, r], at least one, which take turns: the same states for every model, as far back as
/// each one's lag asks.
/// </param>
/// <param name="Load">
/// Loads it from its files: an instance for each repetition, and what a cold start does first. Null where it has none.
/// </param>
/// <param name="EndToEnd">
/// Makes a call that restricts a movie of densities, forecasts with an instance of the model and lifts the forecast to
/// densities: the same movie and frames for every model. Null where that is not known.
/// </param>
public sealed record ContestModel(
    string Name, IRomModel Model, IReadOnlyList<double[]> Windows, Func<IRomModel>? Load = null,
    Func<IRomModel, Action>? EndToEnd = null);
