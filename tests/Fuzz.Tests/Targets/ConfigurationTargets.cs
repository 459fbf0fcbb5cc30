using System.Text;
using Fuzz.Tests.Mutations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using RomHost.Clusters;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Validation;

namespace Fuzz.Tests.Targets;

/// <summary>Configurations: those of RomHost and of the predecessor, and values from the command line.</summary>
internal static class ConfigurationTargets
{
    // The expansions of aliases and of lists are bounded by the number of values and of runs, 100,000 of each and
    // ensemble.
    private const long Bounded = 256 << 20;

    private static readonly IServiceProvider Services;
    private static readonly IReadOnlyList<PluginRegistration> Plugins;

    static ConfigurationTargets()
    {
        var services = new ServiceCollection();
        IRomPlugin[] plugins =
        [
            new Analog.AnalogPlugin(), new Blend.BlendPlugin(), new Direct.DirectPlugin(), new Kde.KdePlugin(),
            new Kernel.KernelPlugin(),
            new Linear.LinearPlugin(), new Lstm.LstmPlugin(), new Mvar.MvarPlugin(), new OpInf.OpInfPlugin(),
            new Recorded.RecordedPlugin(), new Reservoir.ReservoirPlugin(),
            new Stochastic.StochasticPlugin(), new VicsekMorse.VicsekMorsePlugin(),
        ];
        foreach (var plugin in plugins) plugin.Configure(services);
        Plugins = [.. services.Select(service => service.ImplementationInstance).OfType<PluginRegistration>()];
        Services = services.BuildServiceProvider();
    }

    public static IEnumerable<Target> All =>
    [
        new("configuration", [.. Sample.In("configurations")], path => Validate(ConfigurationDocument.Read(path)),
            typeof(ConfigurationException)) { Inputs = 1500, Allowance = Bounded },
        new("predecessor", [.. Sample.In("predecessor")], path => Validate(ConfigurationDocument.Read(path)),
            typeof(ConfigurationException)) { Inputs = 1500, Allowance = Bounded },
        new("cluster", [Cluster], path => ClusterFile.Read(path, ["train_models", "summary"]).For("summary").Time ?? "",
            typeof(ConfigurationException)) { Inputs = 500, Allowance = Bounded },
        new("override", [Overrides], Override, typeof(ConfigurationException)) { Inputs = 4000, NamesItsFile = false },
    ];

    /// <summary>The trainer of a shipped plugin, with its defaults or other options.</summary>
    public static IRomModelTrainer Trainer(string plugin, object? options = null)
    {
        var registration = Plugins.OfType<RomModelRegistration>().Single(model => model.Name == plugin);
        return registration.Create(Services, options ?? Activator.CreateInstance(registration.OptionsType)!);
    }

    private static Sample Cluster { get; } = new("cluster.yaml", Encoding.UTF8.GetBytes("""
        partition: short
        time: "2:00:00"
        cpus: 4
        options: {gres: "gpu:1", exclusive: true}
        before: [module load dotnet]
        stages: {train_models: {memory: 8G, options: {nice: "100"}}, summary: {before: ["export A=1"]}}
        seconds: 600
        romhost: [apptainer, exec, romhost.sif, romhost]
        local: {processes: 2}
        """));

    private static Sample Overrides { get; } = new(
        "set.txt", TextMutations.Bytes(
            "seed=1\nmodels.MVAR.lag=3\nmodels[1].hidden_units=64\ndensity={plugin: kde, nx: "
            + "8}\ntrain.initial_conditions.0.radius=[1, 2]\n"));

    private static readonly Lazy<ConfigurationDocument> Quickstart = new(() => ConfigurationDocument.Parse(
        Sample.In("configurations").Single(sample => sample.Name == "quickstart.yaml").Bytes, "quickstart.yaml"));

    // As romhost validate does.
    private static string Validate(ConfigurationDocument document)
    {
        var experiment = new ExperimentBinder(Plugins).Bind(document);
        new ExperimentValidator(_ => Services).Validate(experiment);
        return "valid";
    }

    private static string Override(string path)
    {
        string text = File.ReadAllText(path, Encoding.UTF8);
        return Validate(
            Quickstart.Value.With(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(1).Select(
                ConfigurationOverride.Parse)));
    }
}
