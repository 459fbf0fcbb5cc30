using System.CommandLine;

namespace RomHost.Cli;

/// <summary>The options that several commands share, each defined once.</summary>
internal static class SharedOptions
{
    /// <summary>The configuration.</summary>
    public static Option<string> Config() => Named(new Option<string>("--config", "-c")
    {
        Description =
            "The experiment's YAML file (ours or the Python predecessor's), "
            + "or the folder of an experiment to repeat it exactly.",
        HelpName = "FILE",
        Required = true,
    });

    /// <summary>The experiment's name.</summary>
    public static Option<string?> ExperimentName() => Named(new Option<string?>(
        "--experiment_name", "--experiment-name", "-n")
    {
        Description = "Name of the experiment and of its folder below the output root; default: experiment_name of "
            + "the configuration.",
        HelpName = "NAME",
    });

    /// <summary>The output root.</summary>
    public static Option<string> Output() => Named(new Option<string>("--output", "-o")
    {
        Description = "The output root.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "oscar_output",
    });

    /// <summary>Overrides.</summary>
    public static Option<string[]> Set() => Named(new Option<string[]>("--set")
    {
        Description = "Overrides a key, as often as you like: --set models.LSTM.hidden_units=64 --set density.nx=32",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    });

    /// <summary>Further plugin folders.</summary>
    public static Option<string[]> PluginDir() => Named(new Option<string[]>("--plugin-dir")
    {
        Description = "A plugin's folder, or a folder of plugin folders, beside the built-in ones (also: "
            + "ROMHOST_PLUGIN_PATH). Plugins are code and run with your rights; "
            + "a configuration file can never name one.",
        HelpName = "DIR",
        DefaultValueFactory = _ => [],
    });

    /// <summary>No artifacts of other experiments.</summary>
    public static Option<bool> NoReuse() => new("--no-reuse")
    {
        Description = "Take no artifacts from other experiments in the output root that were made from the same "
            + "inputs; make them.",
    };

    /// <summary>Stack traces.</summary>
    public static Option<bool> Verbose() =>
        new("--verbose") { Description = "Show the stack trace of each exception that is reported." };

    /// <summary>Silence.</summary>
    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "Say nothing but warnings and errors." };

    /// <summary>
    /// Refuses an empty value, and one that is an option: a mistyped one would become the value of that before it.
    /// </summary>
    /// <param name="option">The option.</param>
    public static Option<T> Named<T>(Option<T> option)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.StartsWith("--", StringComparison.Ordinal))
                    result.AddError($"expected a value for {option.Name}, found the option '{token.Value}'");
                else if (string.IsNullOrWhiteSpace(token.Value))
                    result.AddError(
                        $"expected a value for {option.Name}, found an empty text; a shell variable may be unset");
            }
        });
        return option;
    }
}
