using System.Text;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Tests.Pipeline.Plugins;

namespace RomHost.Tests.Pipeline;

public sealed class ExperimentIdentityTests : IDisposable
{
    private readonly SmallExperiment experiment = new();

    public void Dispose() => experiment.Dispose();

    [Fact]
    public void TheSameValuesFromAnotherFile_AreTheSameExperiment()
    {
        var context = new StageRunner(experiment).Context();
        var resolved = new ExperimentBinder(StageTestPlugins.All).Bind(ConfigurationDocument.Parse(
            Encoding.UTF8.GetBytes(ConfigurationWriter.WriteResolved(context.Experiment)), "elsewhere.yaml"));
        Assert.Equal(
            ExperimentIdentity.Of(context, isUnique: false),
            ExperimentIdentity.Of(context with { Experiment = resolved }, isUnique: false));
        experiment.Configure("seed=8");
        Assert.NotEqual(
            ExperimentIdentity.Of(context, isUnique: false),
            ExperimentIdentity.Of(new StageRunner(experiment).Context(), isUnique: false));
    }

    [Fact]
    public void AProcessThatWasStartedWithAFileOfTheFolder_RewritesNoConfiguration()
    {
        new StageRunner(experiment).Run();
        string[] files = [experiment.Folder.ConfigUsed, experiment.Folder.ConfigResolved, experiment.Folder.Summary];
        var written = files.Select(File.GetLastWriteTimeUtc).ToArray();
        var runner = new StageRunner(experiment);
        var context = runner.Context();
        var resolved = new ExperimentBinder(StageTestPlugins.All).Bind(
            ConfigurationDocument.Read(experiment.Folder.ConfigResolved));
        runner.Runner.Hold(context with { Experiment = resolved }, identity => identity);
        Assert.Equal(written, files.Select(File.GetLastWriteTimeUtc));
        experiment.Configure("reduction.modes=2");
        runner = new StageRunner(experiment);
        runner.Runner.Hold(runner.Context(), identity => identity);
        Assert.Contains("modes: 2 ", File.ReadAllText(experiment.Folder.ConfigResolved), StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.Summary));
    }
}
