using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using RomHost.Configuration.Binding;

namespace RomHost.Configuration.Sections;

/// <summary>A reduced-order model to train and compare. Its own options stand beside these keys.</summary>
public sealed record ModelOptions : PluginSection, IValidatableObject
{
    /// <summary>
    /// The model's name in results and the name of its folder: letters, digits, <c>_</c> and <c>-</c>, different from
    /// all others whatever the case.
    /// </summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>The ROM model's name; <c>romhost plugins</c> lists those that are loaded.</summary>
    [Required]
    public string Plugin { get; init; } = "";

    /// <summary>Whether the model takes part.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where the model's code runs; by default as <c>isolation</c> of the experiment says.</summary>
    public Isolation? Isolation { get; init; }

    /// <summary>
    /// Seconds that one training, one loading or one forecast of the model may take; by default as <c>time_limit</c> of the experiment says.
    /// </summary>
    [Range(0.001, 2e6)]
    public double? TimeLimit { get; init; }

    internal override string ChoosingKey => "plugin";

    internal override ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator) =>
        ChoiceOfPlugins.Of<RomModelRegistration>("ROM model", registrations);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SafeName.ProblemOfModel(Name) is { } problem) yield return new ValidationResult(problem, [nameof(Name)]);
    }
}
