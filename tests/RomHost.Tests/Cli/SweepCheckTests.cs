using System.Text;
using RomHost.Cli;
using RomHost.Configuration;
using RomHost.Progress;
using RomHost.Sweeps;
using RomHost.Tests.Pipeline;

namespace RomHost.Tests.Cli;

public sealed class SweepCheckTests : IDisposable
{
    private readonly SmallExperiment experiment = new();

    public void Dispose() => experiment.Dispose();

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
        var setup = new ExperimentSetup(
            experiment.Catalog, new QuietProgressDisplay(TextWriter.Null), verbose: false);
        var sweep = Sweep.Read(
            ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(SmallExperiment.Configuration), "small.yaml"),
            assignments, name: "study");
        return SweepCheck.Check(sweep, setup, experiment.Root, CancellationToken.None);
    }
}
