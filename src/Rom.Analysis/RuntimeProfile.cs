namespace Rom.Analysis;

/// <summary>
/// The cost of running a model (the contract's <c>runtime_profile.json</c>). Times in seconds, memory in MiB.
/// </summary>
public sealed record RuntimeProfile
{
    /// <summary>The <see cref="Status"/> of a timed model.</summary>
    public const string Ok = "ok";

    /// <summary>The model's name.</summary>
    public required string ModelName { get; init; }

    /// <summary><c>ok</c>, or <c>failed</c> when the model could not be timed; then times are missing.</summary>
    public required string Status { get; init; }

    /// <summary>The reason why the model could not be timed.</summary>
    public string? Message { get; init; }

    /// <summary>The cost of training.</summary>
    public required TrainingCost Training { get; init; }

    /// <summary>The cost of forecasting.</summary>
    public required InferenceCost Inference { get; init; }

    /// <summary>The memory.</summary>
    public required MemoryCost Memory { get; init; }

    /// <summary>Throughput, derived from the time of one step.</summary>
    public required Throughput Throughput { get; init; }

    /// <summary>
    /// The model's declarations: total_parameters, latent_dimension, lag_order, its own sizes,
    /// inference_flops_per_step, training_complexity, inference_complexity.
    /// </summary>
    public required IReadOnlyDictionary<string, object> Complexity { get; init; }

    /// <summary>Reasons to doubt a figure; empty for none.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The profile as JSON.</summary>
    public string ToJson() => JsonRules.Text(this);

    /// <summary>Reads JSON that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="System.Text.Json.JsonException">It is no profile.</exception>
    public static RuntimeProfile FromJson(string json) => JsonRules.Parse<RuntimeProfile>(json);
}
