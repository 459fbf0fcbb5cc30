using System.Text;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Progress;
using RomHost.Tests.Pipeline.Plugins;

namespace RomHost.Tests.Pipeline;

/// <summary>An experiment of a few frames in a folder of its own, for tests of single stages.</summary>
internal sealed class SmallExperiment : IDisposable
{
    public const string Configuration = """
        experiment_name: small
        simulator: {plugin: drift}
        train: {duration: 6, initial_conditions: [{family: anywhere, samples: 3}]}
        test: {duration: 6, initial_conditions: [{family: anywhere, samples: 2}]}
        density: {plugin: histogram}
        reduction: {modes: 3, subsample: 1}
        models: [{name: HOLD, plugin: hold}]
        benchmark: {enabled: false}
        """;

    private readonly bool isFirst;

    public SmallExperiment(params string[] overrides)
        : this(null, "small", overrides)
    {
    }

    private SmallExperiment(string? root, string name, string[] overrides)
    {
        Bound(overrides); // a configuration that is refused leaves no folder
        isFirst = root is null;
        Root = root ?? Directory.CreateTempSubdirectory("romhost-stage-").FullName;
        string plugin = Directory.CreateDirectory(Path.Combine(Root, "Small")).FullName;
        File.WriteAllText(Path.Combine(plugin, "Small.dll"), "");
        Catalog = new PluginCatalog(
            [
                new LoadedPlugin(
                    "Small", plugin, "1.0", new Version(1, 0), IsOptimised: true, [], StageTestPlugins.All,
                    StageTestPlugins.Services, TimeSpan.Zero),
            ],
            []);
        Configure(overrides);
        Folder = new ExperimentFolder(Directory.CreateDirectory(Path.Combine(Root, name)).FullName);
    }

    /// <summary>The output root.</summary>
    public string Root { get; }

    /// <summary>Whether artifacts are taken from other experiments in the output root.</summary>
    public bool Reuses { get; init; }

    /// <summary>Another experiment in the same output root, which takes artifacts from others.</summary>
    public SmallExperiment Beside(string name, params string[] overrides) =>
        new(Root, name, overrides) { Reuses = true };

    public Experiment Experiment { get; private set; } = null!;

    public ExperimentComponents Components { get; private set; } = null!;

    public ExperimentFolder Folder { get; }

    /// <summary>What was said so far.</summary>
    public string Said => output.ToString();

    public PluginCatalog Catalog { get; }

    private readonly StringWriter output = new();

    /// <summary>Gives the experiment another configuration.</summary>
    public void Configure(params string[] overrides)
    {
        Experiment = Bound(overrides);
        Components = new ExperimentComponents(Experiment, Catalog);
    }

    /// <summary>The experiment as a new process finds it.</summary>
    public ExperimentContext Context(int threads = 2) => new(
        Experiment, Folder, Components,
        new ArtifactStore(Experiment, Folder, Components)
        {
            Others = Reuses ? new ArtifactIndex(Root, Path.GetFileName(Folder.Root), TimeProvider.System) : null,
        },
        new PlainProgressDisplay(output, TimeProvider.System), TimeProvider.System, threads, CancellationToken.None);

    public void Dispose()
    {
        if (isFirst) Directory.Delete(Root, recursive: true);
    }

    private static Experiment Bound(IEnumerable<string> overrides)
    {
        var document = ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(Configuration), "small.yaml");
        return new ExperimentBinder(StageTestPlugins.All)
            .Bind(document.With(overrides.Select(ConfigurationOverride.Parse)));
    }
}
