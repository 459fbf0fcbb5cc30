using System.ComponentModel.DataAnnotations;

namespace RomHost.Configuration.Sections;

/// <summary>
/// An experiment: an ensemble of runs, a reduction of it, and the models that are trained and compared on it.
/// </summary>
public sealed record ExperimentOptions : IValidatableObject
{
    /// <summary>
    /// The experiment's name, and the name of its folder in the output folder: letters, digits, <c>_</c>, <c>-</c>
    /// and <c>.</c>
    /// </summary>
    [Required]
    public string ExperimentName { get; init; } = "";

    /// <summary>Seed of all randomness: the same seed gives the same results.</summary>
    public ulong Seed { get; init; }

    /// <summary>The simulator that makes the runs.</summary>
    [Required]
    public SimulatorOptions Simulator { get; init; } = new();

    /// <summary>The runs that the basis and the models are made from.</summary>
    [Required]
    public EnsembleOptions Train { get; init; } = new();

    /// <summary>The runs that forecasts are compared with.</summary>
    [Required]
    public EnsembleOptions Test { get; init; } = new();

    /// <summary>The estimator that turns particles into density fields.</summary>
    [Required]
    public DensityOptions Density { get; init; } = new();

    /// <summary>How density fields become a few latent coordinates.</summary>
    public ReductionOptions Reduction { get; init; } = new();

    /// <summary>
    /// The reduced-order models. The first one that takes part is the baseline of comparisons. Without any, the data, the
    /// basis and the latent data are made, and nothing is trained.
    /// </summary>
    [MaxLength(1000)]
    public IReadOnlyList<ModelOptions> Models { get; init; } = [];

    /// <summary>
    /// Where the code of models runs: <c>none</c> in the process of the host, <c>process</c> each in one of its own, so that a crash, an exit
    /// or an endless loop costs one model only. Results are the same.
    /// </summary>
    public Isolation Isolation { get; init; }

    /// <summary>
    /// Seconds that one training, one loading or one forecast of a model may take; none by default. With <c>isolation: process</c> its
    /// process is ended then; without, only a training that looks at its cancellation ends.
    /// </summary>
    [Range(0.001, 2e6)]
    public double? TimeLimit { get; init; }

    /// <summary>How the models' forecasts are timed.</summary>
    public BenchmarkOptions Benchmark { get; init; } = new();

    /// <summary>How forecasts are compared with the test runs.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>How results are written.</summary>
    public OutputOptions Output { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SafeName.ProblemOfExperiment(ExperimentName) is { } problem)
            yield return new ValidationResult(problem, [nameof(ExperimentName)]);
        if (Density.Every is { } every && Reduction.Subsample % every != 0)
        {
            yield return new ValidationResult(
                $"expected a divisor of reduction.subsample ({Reduction.Subsample}), found {every}: " +
                "else frames that the reduction needs are missing",
                ["Density.Every"]);
        }
        for (int i = 0; i < Models.Count; i++)
        {
            string name = Models[i].Name;
            if (Models.Take(i).Any(model => model.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new ValidationResult(
                    $"the name '{name}' is taken by a model above (letter case does not count); " +
                    "each needs a folder of its own",
                    [$"Models[{i}].Name"]);
            }
        }
    }
}
