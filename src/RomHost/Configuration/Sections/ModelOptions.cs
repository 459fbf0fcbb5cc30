using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Binding;

namespace RomHost.Configuration.Sections;

/// <summary>
/// A reduced-order model to train and compare. Its own options go beside these keys. An own option may have
/// candidates in place of its value, <c>ridge_alpha: {choose: [1, 1e-2]}</c>, the simplest first; see <c>selection</c>.
/// </summary>
public sealed record ModelOptions : PluginSection, IValidatableObject
{
    /// <summary>
    /// The name of the model in results and of its folder: letters, digits, <c>_</c> and <c>-</c>, different from all
    /// others regardless of case.
    /// </summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>The ROM model's name; <c>romhost plugins</c> lists the loaded ones.</summary>
    [Required]
    public string Plugin { get; init; } = "";

    /// <summary>Whether the model takes part.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The process in which the model's code runs; default: the experiment's <c>isolation</c>.</summary>
    public Isolation? Isolation { get; init; }

    /// <summary>
    /// Time limit of one training, one loading or one forecast of the model [seconds]; default: the experiment's
    /// <c>time_limit</c>.
    /// </summary>
    [Range(0.001, 2e6)]
    public double? TimeLimit { get; init; }

    /// <summary>
    /// The channels of the latent state that the model uses: <c>pod</c>, the modes of the density, and those of the
    /// further fields of <c>density.fields</c>, such as <c>momentum</c>; with <c>reduction.shift_forecast: rate</c>
    /// also <c>shift_rate</c>, and a model without it holds the shift. Default: all. It may have candidates as the
    /// model's own options: <c>channels: {choose: [[pod], [pod, momentum]]}</c>.
    /// </summary>
    public IReadOnlyList<string>? Channels { get; init; }

    internal override string ChoosingKey => "plugin";

    internal override bool AcceptsCandidates => true;

    internal override IReadOnlyList<string> OwnCandidates => [nameof(Channels)];

    internal override ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator) =>
        ChoiceOfPlugins.Of<RomModelRegistration>("ROM model", registrations);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SafeName.ProblemOfModel(Name) is { } problem) yield return new ValidationResult(problem, [nameof(Name)]);
        if (Channels is null) yield break;
        if (!Channels.Contains(LatentChannel.Pod))
            yield return new ValidationResult(
                $"expected {LatentChannel.Pod}, the modes of the density, among the channels, found "
                + $"{(Channels.Count == 0 ? "none" : ListText.OfQuoted(Channels))}; add it", [nameof(Channels)]);
        if (ListText.FirstRepeated(Channels) is { } twice)
            yield return new ValidationResult(
                $"expected each channel once, found {Printable.Quoted(twice)} twice; remove one", [nameof(Channels)]);
    }
}
