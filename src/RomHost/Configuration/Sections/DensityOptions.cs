using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using RomHost.Configuration.Binding;

namespace RomHost.Configuration.Sections;

/// <summary>The estimator that turns particles into density fields. Its own options go beside <c>plugin</c>.</summary>
public sealed record DensityOptions : PluginSection
{
    /// <summary>The density estimator's name; <c>romhost plugins</c> lists the loaded ones.</summary>
    [Required]
    public string Plugin { get; init; } = "";

    /// <summary>
    /// Density stride, in simulated frames. It must divide <c>reduction.subsample</c>, which is also its default.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int? Every { get; init; }

    internal override string ChoosingKey => "plugin";

    internal override ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator) =>
        ChoiceOfPlugins.Of<DensityEstimatorRegistration>("density estimator", registrations);
}
