namespace Host.EndToEnd;

/// <summary>
/// A small experiment with the plugin <c>Ending</c>, which prevents the host from stopping, or ends it.
/// </summary>
internal static class EndingExperiment
{
    private const string Yaml = """
        experiment_name: ending
        seed: 3
        simulator: {plugin: ending}
        train:
          duration: 3
          initial_conditions: [{family: anywhere, samples: 2}]
        test:
          duration: 3
          initial_conditions: [{family: anywhere}]
        density: {plugin: ending}
        reduction: {modes: 2}
        models:
          - {name: STUBBORN, plugin: ending}
        benchmark: {enabled: false}
        evaluation: {forecast_start: 0.5}
        """;

    /// <summary>The arguments that run it, or another command on it.</summary>
    public static string[] With(string command, params string[] set) =>
    [
        command, "--config", "ending.yaml", "--plugin-dir", HostProcess.EndingOutput, "--quiet",
        .. set.SelectMany(one => new[] { "--set", one }),
    ];

    /// <summary>The settings of its act.</summary>
    /// <param name="place">The place of the act.</param>
    /// <param name="act">The act.</param>
    public static string[] Acting(string place, string act)
    {
        string section = place switch { "simulate" => "simulator", "estimate" => "density", _ => "models.STUBBORN" };
        return [$"{section}.at={place}", $"{section}.act={act}"];
    }

    /// <summary>A folder with its configuration.</summary>
    public static TestFolder Folder()
    {
        var folder = new TestFolder();
        folder.Write("ending.yaml", Yaml);
        return folder;
    }
}
