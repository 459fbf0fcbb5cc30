using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using RomHost.Configuration.Binding;

namespace RomHost.Configuration.Sections;

/// <summary>
/// A family of initial conditions. Its own parameters go beside these keys; a parameter may have a list of values, and
/// the lists multiply out: the last one varies fastest, the samples within it.
/// </summary>
public sealed record InitialConditionOptions : GridSection
{
    /// <summary>The family's name, one of the simulator's families.</summary>
    [Required]
    public string Family { get; init; } = "";

    /// <summary>Number of runs, each with its own random stream, for every combination of parameters.</summary>
    [Range(1, 100_000)]
    [UsualRange(1, 10_000, "each is a run with files of its own")]
    public int Samples { get; init; } = 1;

    internal override string ChoosingKey => "family";

    internal override ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator) =>
        ChoiceOfPlugins.OfFamilies(registrations, simulator);
}
