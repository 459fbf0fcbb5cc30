using Rom.Abstractions;

namespace RomHost.Configuration.Binding;

/// <summary>What a section can choose from.</summary>
/// <param name="Noun">What is chosen: <c>simulator</c>, say.</param>
/// <param name="ByName">What there is, by name: who registered it and the record of its options.</param>
/// <param name="IsKnown">False where an earlier error leaves open what there is.</param>
internal sealed record ChoiceOfPlugins(
    string Noun,
    IReadOnlyDictionary<string, (PluginRegistration Registration, Type OptionsType)> ByName,
    bool IsKnown = true);
