using System.Text;
using Rom.Forecasting.Plugins;
using RomHost.Cli;
using RomHost.Configuration;
using RomHost.Progress;
using RomHost.Sweeps;
using RomHost.Tests.Pipeline.Plugins;

namespace RomHost.Tests.Cli;

public sealed class SweepCheckTests : IDisposable
{
    private const string Base = """
        experiment_name: study
        simulator: {plugin: drift}
        train: {duration: 6, initial_conditions: [{family: anywhere, samples: 3}]}
        test: {duration: 6, initial_conditions: [{family: anywhere, samples: 2}]}
        density: {plugin: histogram}
        reduction: {modes: 3, subsample: 1}
        models: [{name: HOLD, plugin: hold}]
        benchmark: {enabled: false}
        """;

    private readonly string root = Directory.CreateTempSubdirectory("romhost-sweep-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void ExperimentsThatDiffer_AreAccepted() => Assert.Empty(Check("seed=1,2", "reduction.modes=2,3").Refused);

    // A list's item has a name and a number; what a whole section sets takes the place of what was set in it before.
    [Theory]
    [InlineData("models.0.time_limit=5,6", "models.HOLD.time_limit=7,8")]
    [InlineData("reduction.modes=2,3", "reduction={modes: 3, subsample: 1}")]
    public void ExperimentsOfOneConfiguration_AreRefused(params string[] assignments) => Assert.StartsWith(
        "expected experiments of different configurations, found study_",
        Assert.Throws<InvalidDataException>(() => Check(assignments)).Message, StringComparison.Ordinal);

    private SweepFindings Check(params string[] assignments)
    {
        File.WriteAllText(Path.Combine(root, "Small.dll"), "");
        var plugins = new PluginCatalog(
            [
                new LoadedPlugin(
                    "Small", root, "1.0", new Version(1, 0), IsOptimised: true, [], StageTestPlugins.All,
                    StageTestPlugins.Services, TimeSpan.Zero),
            ],
            []);
        var setup = new ExperimentSetup(plugins, new QuietProgressDisplay(TextWriter.Null), verbose: false);
        var sweep = Sweep.Read(
            ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(Base), "study.yaml"), assignments, name: null);
        return SweepCheck.Check(sweep, setup, root, CancellationToken.None);
    }
}
