using System.CommandLine;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Cli;

/// <summary>The options of <c>run</c>, <c>plan</c> and <c>validate</c> that select the experiment.</summary>
internal sealed class ExperimentArguments
{
    private readonly Option<string> config = SharedOptions.Config();
    private readonly Option<string?> name = SharedOptions.ExperimentName();
    private readonly Option<string> output = SharedOptions.Output();
    private readonly Option<string[]> set = SharedOptions.Set();
    private readonly Option<string[]> pluginDir = SharedOptions.PluginDir();

    // A job reads a copy of the configuration, which lies elsewhere.
    private readonly Option<string?> folder = new(FolderOption)
    {
        Description = "Where relative paths of --config begin; default: its folder.",
        HelpName = "DIR",
        Hidden = true,
    };

    private readonly Argument<string[]>? place;
    private readonly int mostPlaces;

    /// <summary>The option that says where relative paths of a copied configuration begin.</summary>
    public const string FolderOption = "--config-folder";

    /// <summary>Creates the options.</summary>
    /// <param name="takesPlace">Whether an experiment's folder may stand in place of <c>--config</c>.</param>
    /// <param name="takesPlaces">Whether several may, and folders that hold some.</param>
    public ExperimentArguments(bool takesPlace = false, bool takesPlaces = false)
    {
        if (!takesPlace && !takesPlaces) return;
        place = new("EXPERIMENT")
        {
            Description = takesPlaces
                ? "Folders of experiments, or folders that hold some, in place of --config."
                : "The folder of an experiment, in place of --config.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        mostPlaces = takesPlaces ? int.MaxValue : 1;
        config.Required = false;
    }

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [config, name, output, set, pluginDir, folder];

    /// <summary>Adds options and argument to a command, and refuses a command line without an experiment.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in Options) command.Add(option);
        if (place is null) return;
        command.Add(place);
        command.Validators.Add(result =>
        {
            int places = result.GetResult(place)?.Tokens.Count ?? 0;
            bool isPlace = places > 0, isFile = result.GetResult(config) is not null;
            if (places > mostPlaces) result.AddError($"expected one EXPERIMENT, found {places}");
            else if (isPlace == isFile) result.AddError("expected either EXPERIMENT or --config FILE");
            else if (isPlace && result.GetResult(name) is not null)
                result.AddError("expected no --experiment_name with EXPERIMENT, whose folder has its name");
        });
    }

    /// <summary>The folders that stand in place of <c>--config</c>; none where it is given.</summary>
    /// <param name="parsed">The command line.</param>
    public string[] Places(ParseResult parsed) => place is null ? [] : parsed.GetValue(place)!;

    /// <summary>The plugin folders beside the built-in ones.</summary>
    /// <param name="parsed">The command line.</param>
    public string[] PluginFolders(ParseResult parsed) => parsed.GetValue(pluginDir)!;

    /// <summary>The configuration; of a finished experiment, the one that repeats it.</summary>
    /// <param name="parsed">The command line.</param>
    public string File(ParseResult parsed)
    {
        if (PlaceOf(parsed) is { } given) return ExperimentFolder.Existing(given).ConfigResolved;
        string file = parsed.GetValue(config)!;
        return Directory.Exists(file) ? ExperimentFolder.Existing(file).ConfigResolved : file;
    }

    /// <summary>The configuration, read, with the values of the command line in it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public ConfigurationDocument Document(ParseResult parsed)
    {
        var document = ConfigurationDocument.Read(File(parsed)).With(Overrides(parsed));
        return parsed.GetValue(folder) is { } given ? document with { Folder = Path.GetFullPath(given) } : document;
    }

    /// <summary>The text after each <c>--set</c>.</summary>
    /// <param name="parsed">The command line.</param>
    public string[] Assignments(ParseResult parsed) => parsed.GetValue(set)!;

    /// <summary>The experiment's name from the command line; null without one.</summary>
    /// <param name="parsed">The command line.</param>
    public string? Name(ParseResult parsed) => parsed.GetValue(name);

    /// <summary>The output root, absolute.</summary>
    /// <param name="parsed">The command line.</param>
    public string OutputRoot(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(output)!);

    /// <summary>Returns the arguments with which another process of this program selects the same.</summary>
    /// <param name="parsed">The command line.</param>
    public IEnumerable<string> Same(ParseResult parsed) =>
    [
        config.Name, parsed.GetValue(config)!, output.Name, OutputRoot(parsed),
        .. Name(parsed) is { } given ? [name.Name, given] : Array.Empty<string>(),
        .. Assignments(parsed).SelectMany(assignment => new[] { set.Name, assignment }),
        .. PluginFolders(parsed).SelectMany(path => new[] { pluginDir.Name, path }),
    ];

    /// <summary>The values that replace those of the configuration.</summary>
    /// <param name="parsed">The command line.</param>
    public IReadOnlyList<ConfigurationOverride> Overrides(ParseResult parsed)
    {
        List<ConfigurationOverride> overrides = [.. ConfigurationOverride.ParseAll(Assignments(parsed))];
        if (Name(parsed) is { } experimentName)
            overrides.Add(ConfigurationOverride.OfText("--experiment_name", "experiment_name", experimentName));
        return overrides;
    }

    /// <summary>Returns the folder for the artifacts of an experiment.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="experiment">The experiment.</param>
    public ExperimentFolder FolderOf(ParseResult parsed, Experiment experiment) => PlaceOf(parsed) is { } given
        ? ExperimentFolder.Existing(given)
        : new(Path.Combine(OutputRoot(parsed), experiment.Name));

    private string? PlaceOf(ParseResult parsed) => Places(parsed).FirstOrDefault();
}
