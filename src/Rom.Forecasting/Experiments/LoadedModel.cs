using Rom.Abstractions;

namespace Rom.Forecasting.Experiments;

/// <summary>A model of a saved experiment, loaded.</summary>
/// <param name="Model">The model, not checked yet.</param>
/// <param name="MaxLag">The longest window that its trainer promises [frames].</param>
/// <param name="Channels">The channels of the state that it uses; null for all.</param>
internal sealed record LoadedModel(IRomModel Model, int MaxLag, IReadOnlyList<string>? Channels);
