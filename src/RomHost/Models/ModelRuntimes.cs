using RomHost.Configuration;
using RomHost.Configuration.Sections;

namespace RomHost.Models;

/// <summary>Selects the process in which the code of each model runs.</summary>
/// <param name="isolated">Runs the models whose plan asks for a process of their own.</param>
internal sealed class ModelRuntimes(IModelRuntime isolated)
{
    private static readonly InThisProcess Here = new();

    /// <summary>
    /// All models run in this process, whatever their plans say: it is one that the host started for them.
    /// </summary>
    public static ModelRuntimes ThisProcess { get; } = new(Here);

    /// <summary>Returns the runtime of a model's code.</summary>
    /// <param name="model">The model.</param>
    public IModelRuntime Of(ModelPlan model) => model.Isolation == Isolation.Process ? isolated : Here;

    /// <summary>Returns whether a model runs in another process.</summary>
    /// <param name="model">The model.</param>
    public bool IsElsewhere(ModelPlan model) => Of(model) is not InThisProcess;
}
