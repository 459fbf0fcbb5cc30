using System.Globalization;
using System.Text.RegularExpressions;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;

namespace RomHost.Clusters;

/// <summary>A cluster file: where jobs run, and what each of them asks for.</summary>
/// <param name="Options">Its keys.</param>
/// <param name="Text">The file, byte for byte.</param>
internal sealed partial record ClusterFile(ClusterOptions Options, ReadOnlyMemory<byte> Text)
{
    /// <summary>The name of the last job, which gathers the results.</summary>
    public const string Summary = "summary";

    private const string Exclusive = "exclusive";

    // sbatch(1), --signal: the signal may be sent up to a minute earlier than asked for.
    private const int SignalIsEarly = 60;

    // Options that say what the plan, the scripts or the status depend on, with the key that says it, if there is one.
    private static readonly Dictionary<string, string> Own = new()
    {
        ["partition"] = "partition",
        ["account"] = "account",
        ["time"] = "time",
        ["mem"] = "memory",
        ["cpus-per-task"] = "cpus",
        ["array"] = "max_array",
        ["signal"] = "grace",
        ["requeue"] = "attempts",
        ["no-requeue"] = "attempts",
        ["clusters"] = "",
        ["chdir"] = "",
        ["dependency"] = "",
        ["kill-on-invalid-dep"] = "",
        ["job-name"] = "",
        ["output"] = "",
        ["error"] = "",
        ["input"] = "",
        ["open-mode"] = "",
        ["parsable"] = "",
        ["quiet"] = "",
        ["test-only"] = "",
        ["wait"] = "",
        ["wrap"] = "",
    };

    /// <summary>Jobs as the scheduler makes them by itself.</summary>
    public static ClusterFile Default { get; } = new(new ClusterOptions(), ReadOnlyMemory<byte>.Empty);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stages">The names of the jobs.</param>
    /// <exception cref="ConfigurationException">It cannot be used; lists all errors.</exception>
    public static ClusterFile Read(string path, IReadOnlyCollection<string> stages) =>
        Parse(YamlTreeReader.ReadBytes(path), path, stages);

    /// <summary>Reads a file from its bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">Its name in messages.</param>
    /// <param name="stages">The names of the jobs.</param>
    /// <exception cref="ConfigurationException">It cannot be used; lists all errors.</exception>
    public static ClusterFile Parse(ReadOnlyMemory<byte> bytes, string source, IReadOnlyCollection<string> stages)
    {
        var root = YamlTreeReader.ReadMapping(bytes.Span, source);
        var errors = new ConfigurationErrors();
        var binder = new OptionsBinder(
            errors, new PluginChoices([], null), new KeyPlaces(typeof(ClusterOptions), [], root, _ => ""),
            new InputFiles(Path.GetDirectoryName(Path.GetFullPath(source))!));
        var options = (ClusterOptions)binder.Bind(typeof(ClusterOptions), root);
        CheckJob(root, options, errors);
        if (root.Find("stages")?.Value is MappingNode named)
        {
            foreach (var entry in named.Entries)
            {
                if (!stages.Contains(entry.Key))
                {
                    errors.Add(
                        entry.KeyLocation, entry.Value.Path,
                        $"there is no job of this name{NearestName.Hint(entry.Key, stages)} "
                        + $"(jobs: {string.Join(", ", stages)})");
                }
                else if (entry.Value is MappingNode job)
                {
                    CheckJob(job, options, errors);
                }
            }
        }
        errors.ThrowIfAny();
        return new ClusterFile(options, bytes);
    }

    /// <summary>Returns the options of the jobs of a stage.</summary>
    /// <param name="stage">The name of the job.</param>
    public JobOptions For(string stage) =>
        Options.Stages.TryGetValue(stage, out var own) ? Options.With(own) : Options;

    /// <summary>
    /// Returns the options of a job. Whether one that measures times shares its node is said for it alone, not for all
    /// jobs.
    /// </summary>
    /// <param name="job">The job.</param>
    public JobOptions For(ClusterJob job)
    {
        var options = For(job.Stage);
        bool isSaid = Options.Stages.TryGetValue(job.Stage, out var own) && own.Options.ContainsKey(Exclusive);
        return !job.Exclusive || isSaid ? options : options with
        {
            Options = new Dictionary<string, string>(options.Options.Where(option => option.Key != Exclusive)),
        };
    }

    // What would break a script or a command line, and options that are not free.
    private static void CheckJob(MappingNode node, ClusterOptions cluster, ConfigurationErrors errors)
    {
        CheckTime(node.Find("time"), cluster, errors);
        foreach (var (value, text) in TextsOf(node))
        {
            if (text.AsSpan().ContainsAny('\n', '\r', '\0'))
                errors.Add(value, "expected one line, found a line break in it; give each line as an item of its own");
        }
        if (node.Find("options")?.Value is not MappingNode options) return;
        CheckTime(options.Find("time-min"), cluster, errors);
        foreach (var entry in options.Entries)
        {
            if (!Option().IsMatch(entry.Key))
            {
                errors.Add(
                    entry.KeyLocation, entry.Value.Path,
                    "expected the long name of an option of sbatch without its dashes, such as gres");
            }
            else if (KeyFor(entry.Key) is { } key)
            {
                errors.Add(
                    entry.KeyLocation, entry.Value.Path,
                    key.Length > 0
                        ? $"romhost sets this option itself; write '{key}:' beside 'options:'"
                        : "romhost sets this option itself; remove it");
            }
        }
    }

    // Null for a free option. sbatch takes the beginning of a long name for the name.
    private static string? KeyFor(string option) =>
        Own.FirstOrDefault(own => own.Key.StartsWith(option, StringComparison.Ordinal)).Value;

    // A task whose time is not longer would be told to stop when it begins.
    private static void CheckTime(MappingEntry? entry, ClusterOptions cluster, ConfigurationErrors errors)
    {
        int least = cluster.Grace + SignalIsEarly;
        if (cluster.Local is not null || entry?.Value is not ScalarNode { IsNull: false } time
            || TimeLimit.SecondsOf(time.Text) is not { } seconds || seconds > least)
        {
            return;
        }
        errors.Add(time, string.Create(
            CultureInfo.InvariantCulture,
            $"expected more than {least} s, since Slurm tells a task to stop grace = {cluster.Grace} s before its "
            + $"limit, or up to a minute earlier, found '{time.Text}' ({seconds} s); give more time, or lower grace"));
    }

    private static IEnumerable<(ConfigNode Node, string Text)> TextsOf(ConfigNode node) => node switch
    {
        ScalarNode scalar => [(scalar, scalar.Text)],
        SequenceNode list => list.Items.SelectMany(TextsOf),
        // The mappings of stages are checked one by one.
        MappingNode mapping => mapping.Entries.Where(entry => entry.Key != "stages")
            .SelectMany(entry => TextsOf(entry.Value)),
        _ => [],
    };

    [GeneratedRegex(@"\A[a-z][a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex Option();
}
