using Rom.Abstractions;

namespace RomHost.Configuration.Binding;

/// <summary>A plugin, or a family of initial conditions, that a configuration chose.</summary>
/// <param name="Registration">The registration under the name.</param>
/// <param name="OptionsType">The record of its options.</param>
/// <param name="Options">
/// The bound options; null for initial conditions, which have many. Of candidates, those of the first.
/// </param>
/// <param name="Candidates">The candidates for the options; null where each is given one value.</param>
internal sealed record PluginChoice(
    PluginRegistration Registration, Type OptionsType, object? Options, CandidateGrid? Candidates = null);
