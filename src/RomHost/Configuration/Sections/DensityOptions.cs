using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Binding;

namespace RomHost.Configuration.Sections;

/// <summary>The estimator that turns particles into density fields. Its own options go beside <c>plugin</c>.</summary>
public sealed record DensityOptions : PluginSection, IValidatableObject
{
    /// <summary>The density estimator's name; <c>romhost plugins</c> lists the loaded ones.</summary>
    [Required]
    public string Plugin { get; init; } = "";

    /// <summary>
    /// Density stride, in simulated frames. It must divide <c>reduction.subsample</c>, which is also its default.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int? Every { get; init; }

    /// <summary>
    /// The estimated fields: <c>rho</c>, the density, and further ones that the estimator offers on the same grid, such
    /// as <c>px</c> and <c>py</c>, the momentum density. Each belongs to a channel of the latent state, which models
    /// may use (<c>channels</c>). Default: <c>[rho]</c>.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [FieldDescription.Density];

    /// <summary>
    /// How files store the fields of runs; scores and models are computed from what is stored. Forecasts are always in
    /// single precision.
    /// </summary>
    public DensityStorage Storage { get; init; } = DensityStorage.Float32;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Fields.Contains(FieldDescription.Density))
            yield return new ValidationResult(
                $"expected {FieldDescription.Density}, the density, among the fields, found "
                + $"{(Fields.Count == 0 ? "none" : ListText.OfQuoted(Fields))}; add it", [nameof(Fields)]);
        if (ListText.FirstRepeated(Fields) is { } twice)
            yield return new ValidationResult(
                $"expected each field once, found {Printable.Quoted(twice)} twice; remove one", [nameof(Fields)]);
    }

    internal override string ChoosingKey => "plugin";

    internal override ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator) =>
        ChoiceOfPlugins.Of<DensityEstimatorRegistration>("density estimator", registrations);
}
