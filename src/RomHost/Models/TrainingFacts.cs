using System.Numerics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;

namespace RomHost.Models;

/// <summary>The facts about a model in the record of its training.</summary>
/// <param name="Status">The status of the model.</param>
/// <param name="Message">The reason for having no model; null if there is one.</param>
/// <param name="Stack">The stack of the exception; null for none.</param>
internal sealed record TrainingFacts(ModelStatus Status, string? Message, string? Stack)
{
    /// <summary>The length of the window [ROM frames].</summary>
    public int? Lag { get; init; }

    /// <summary>The dimension of the states.</summary>
    public int? LatentDimension { get; init; }

    /// <summary>The number of parameters.</summary>
    public long? Parameters { get; init; }

    /// <summary>The memory of the parameters [bytes].</summary>
    public long? ParameterBytes { get; init; }

    /// <summary>The trainer's diagnostics, as JSON.</summary>
    public JsonNode? Diagnostics { get; init; }

    /// <summary>The trainer's doubts.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Name of the file that tells how the training went, where the plugin names one.</summary>
    public string? TrainingLog { get; init; }

    /// <summary>Eigenvalues of the companion matrix, where the model is linear and shows its coefficients.</summary>
    public IReadOnlyList<Complex>? CompanionEigenvalues { get; init; }

    /// <summary>The facts of a model that was trained.</summary>
    /// <param name="model">The model, checked.</param>
    public static TrainingFacts Of(IRomModel model) => new(ModelStatus.Ok, null, null)
    {
        Lag = model.Lag,
        LatentDimension = model.LatentDimension,
        Parameters = model.ParameterCount,
        ParameterBytes = model.ParameterBytes,
        Diagnostics = JsonText.Tree(model.Diagnostics),
    };

    /// <summary>Returns the facts about a training without a model.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">The reason why there is no model.</param>
    /// <param name="thrown">The exception.</param>
    public static TrainingFacts Of(ModelStatus status, string message, Exception thrown) =>
        new(status, message, PluginFailure.StackOf(thrown));

    /// <summary>Reads the facts in a record.</summary>
    /// <param name="facts">The output of <see cref="ToJson"/>.</param>
    /// <exception cref="FormatException">It has another form.</exception>
    public static TrainingFacts FromJson(JsonObject facts)
    {
        var status = ModelStatusText.Parse(facts.TextAt("status"));
        bool isTrained = status == ModelStatus.Ok;
        return new(status, facts.TextAt("message"), facts.TextAt("stack"))
        {
            Lag = isTrained ? CountAt(facts, "lag") : null,
            LatentDimension = isTrained ? CountAt(facts, "latent_dimension") : null,
            Parameters = (long?)facts.NumberAt("parameters"),
            ParameterBytes = (long?)facts.NumberAt("parameter_bytes"),
            Diagnostics = facts["diagnostics"],
            Warnings = [.. RunWarnings.In(facts)],
            TrainingLog = Models.TrainingLog.NameIn(facts.TextAt("training_log")),
            CompanionEigenvalues = Models.CompanionEigenvalues.FromJson(facts["companion_eigenvalues"]),
        };
    }

    /// <summary>Converts the facts to the form of the record.</summary>
    public JsonObject ToJson()
    {
        var facts = new JsonObject { ["status"] = Status.Text(), ["message"] = Message };
        if (Status == ModelStatus.Ok)
        {
            facts["lag"] = Lag;
            facts["latent_dimension"] = LatentDimension;
            facts["parameters"] = Parameters;
            facts["parameter_bytes"] = ParameterBytes;
            facts["diagnostics"] = Diagnostics?.DeepClone();
            facts["warnings"] = JsonText.Tree(Warnings);
            if (TrainingLog is not null) facts["training_log"] = TrainingLog;
            if (CompanionEigenvalues is not null)
                facts["companion_eigenvalues"] = Models.CompanionEigenvalues.ToJson(CompanionEigenvalues);
        }
        else
        {
            facts["stack"] = Stack;
        }
        return facts;
    }

    private static int CountAt(JsonObject facts, string name) =>
        facts.NumberAt(name) is { } number && number is >= 1 and <= int.MaxValue && Math.Truncate(number) == number
            ? (int)number
            : throw new FormatException($"expected {name}, a whole number of at least 1");
}
