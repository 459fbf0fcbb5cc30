using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Recognises configuration files of the predecessor authors' older programs: single simulations, ensembles and sweeps
/// of <c>rectsim</c>, and drafts of a pipeline. They look alike and describe no reduced-order model.
/// </summary>
internal static class OlderPrograms
{
    // Sections that occur neither in files of the pipeline nor in RomHost's.
    private static readonly string[] Marks =
    [
        "particles", "dynamics", "integration", "vicsek", "ensemble", "model_config",
    ];

    private static readonly string[] ContinuousModels =
        ["dorsogna", "continuous", "vicsek_rk", "social_force", "rk", "hybrid"];

    /// <summary>
    /// Returns the reason why a file of an older program cannot be translated, with its position; or null.
    /// </summary>
    /// <param name="root">The configuration.</param>
    public static ConfigurationError? Refusal(MappingNode root)
    {
        if (PredecessorFile.IsOurs(root)) return null;
        MappingEntry? mark = Marks.Select(root.Find).FirstOrDefault(entry => entry is not null);
        if (mark is not null && root.Find("train_ic") is null)
        {
            return new ConfigurationError(
                mark.KeyLocation,
                mark.Value.Path.ToString(),
                $"the section '{mark.Key}' belongs to an older program of the predecessor (single simulations and "
                + "ensembles, without a reduced-order model); RomHost reads the files of its ROM pipeline, which have "
                + "train_ic, test_ic and rom");
        }
        if (PredecessorFile.Is(root) && root.Find("model")?.Value is MappingNode model
            && model.Find("type") is { Value: ScalarNode type } given
            && ContinuousModels.Contains(type.Text))
        {
            return new ConfigurationError(
                type.Location,
                given.Value.Path.ToString(),
                $"the model {type.Description} belongs to an older program of the predecessor (continuous dynamics); "
                + "its ROM pipeline, and so RomHost, simulates the discrete model: type: discrete");
        }
        if (!PredecessorFile.Is(root) || root.Find("train_ic") is not null) return null;
        return new ConfigurationError(
            root.Location,
            "",
            "expected the section train_ic, found none: this is no file of the predecessor's ROM pipeline, which has "
            + "train_ic, test_ic and rom; files of its older programs (single simulations) cannot be translated");
    }
}
