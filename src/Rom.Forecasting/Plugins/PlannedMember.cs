using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>A member of a combined model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Creates a new trainer.</param>
/// <param name="Channels">
/// The channels of the state that it uses, the leading ones of those of the combined model; null for all.
/// </param>
internal sealed record PlannedMember(
    string Name, Func<IRomModelTrainer> Create, IReadOnlyCollection<string>? Channels = null);
