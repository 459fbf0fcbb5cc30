using Rom.Abstractions;

namespace RomHost.Configuration;

/// <summary>A model that takes part in an experiment.</summary>
/// <param name="Name">Its name in results, and the name of its folder.</param>
/// <param name="Registration">The plugin's registration.</param>
/// <param name="Options">The plugin's bound and validated options.</param>
internal sealed record ModelPlan(string Name, RomModelRegistration Registration, object Options);
