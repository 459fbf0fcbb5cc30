using Rom.Abstractions;
using RomHost.Configuration.Sections;

namespace RomHost.Configuration;

/// <summary>A model that takes part in an experiment.</summary>
/// <param name="Name">Its name in results, and the name of its folder.</param>
/// <param name="Registration">The plugin's registration.</param>
/// <param name="Options">The plugin's bound and validated options.</param>
/// <param name="Isolation">Where its code runs.</param>
/// <param name="TimeLimit">Seconds that one training, one loading or one forecast may take; null for no limit.</param>
internal sealed record ModelPlan(
    string Name, RomModelRegistration Registration, object Options, Isolation Isolation = Isolation.None, double? TimeLimit = null);
