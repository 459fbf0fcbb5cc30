using System.Text;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

/// <summary>Small configurations to begin a test from.</summary>
internal static class Sample
{
    /// <summary>A valid configuration with one key on each line, so that a test can replace one.</summary>
    public const string Block =
        """
        experiment_name: demo
        seed: 1
        simulator:
          plugin: vicsek-morse
          dt: 0.1
        train:
          duration: 2
          initial_conditions:
            - family: ring
              radius: [2, 3]
        test:
          duration: 4
          initial_conditions:
            - family: uniform
        density:
          plugin: kde
          nx: 8
        models:
          - name: A
            plugin: mvar
            lag: 3
        """;

    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Configuration", "Samples", name);

    public static string Text(string name) => System.IO.File.ReadAllText(File(name));

    public static Experiment Bind(string text, params string[] overrides)
    {
        ConfigurationDocument document = ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(text), "f.yaml");
        return new ExperimentBinder(FakePlugins.All).Bind(document.With(overrides.Select(ConfigurationOverride.Parse)));
    }

    /// <summary>The errors of a configuration, a line each.</summary>
    public static string[] Errors(string text, params string[] overrides) =>
        ErrorsOf(() => Bind(text, overrides));

    /// <summary>The errors that an action ends with, a line each.</summary>
    public static string[] ErrorsOf(Action action) =>
        [.. Assert.Throws<ConfigurationException>(action).Errors.Select(error => error.ToString())];

    /// <summary><see cref="Block"/> with one piece of text replaced; it must be there.</summary>
    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Block);
        return Block.Replace(old, replacement);
    }
}
