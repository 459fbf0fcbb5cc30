using System.ComponentModel.DataAnnotations;

namespace RomHost.Configuration.Sections;

/// <summary>
/// An experiment: an ensemble of runs, a reduction of it, and the models that are trained and compared on it.
/// </summary>
public sealed record ExperimentOptions : IValidatableObject
{
    /// <summary>
    /// The name of the experiment and of its folder in the output folder: letters, digits, <c>_</c>, <c>-</c> and
    /// <c>.</c>
    /// </summary>
    [Required]
    public string ExperimentName { get; init; } = "";

    /// <summary>Seed of all randomness: the same seed gives the same results.</summary>
    public ulong Seed { get; init; }

    /// <summary>The simulator of the runs.</summary>
    [Required]
    public SimulatorOptions Simulator { get; init; } = new();

    /// <summary>The runs for the basis and the models.</summary>
    [Required]
    public EnsembleOptions Train { get; init; } = new();

    /// <summary>The runs for testing forecasts.</summary>
    [Required]
    public TestOptions Test { get; init; } = new();

    /// <summary>The estimator that turns particles into density fields.</summary>
    [Required]
    public DensityOptions Density { get; init; } = new();

    /// <summary>The reduction of density fields to a few latent coordinates.</summary>
    public ReductionOptions Reduction { get; init; } = new();

    /// <summary>
    /// The reduced-order models. The first enabled one is the baseline of comparisons. Without any, the data, the basis
    /// and the latent data are made, and nothing is trained.
    /// </summary>
    [MaxLength(1000)]
    public IReadOnlyList<ModelOptions> Models { get; init; } = [];

    /// <summary>The choice between candidates for options of models.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>
    /// The process in which the code of models runs: <c>none</c> in the process of the host, <c>process</c> each in one
    /// of its own, so that a crash, an exit or an endless loop affects one model only. Results are the same.
    /// </summary>
    public Isolation Isolation { get; init; }

    /// <summary>
    /// Time limit of one training, one loading or one forecast of a model [seconds]; default: none. With <c>isolation:
    /// process</c> the limit ends its process; without, it ends only a training that checks its cancellation.
    /// </summary>
    [Range(0.001, 2e6)]
    public double? TimeLimit { get; init; }

    /// <summary>Timing of the models' forecasts.</summary>
    public BenchmarkOptions Benchmark { get; init; } = new();

    /// <summary>Comparison of forecasts with the test runs.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>The format of results.</summary>
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
