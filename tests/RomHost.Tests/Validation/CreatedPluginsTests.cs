using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Configuration;
using RomHost.Tests.Configuration;
using RomHost.Tests.Configuration.Fakes;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

public class CreatedPluginsTests
{
    [Fact]
    public void Components_AreMadeOfTheOptions()
    {
        var (components, errors) = Create(Sample.Bind(Sample.Block));
        Assert.Equal((8, 64), (components.Grid!.Nx, components.Grid.Ny));
        Assert.Same(components.Domain, components.Grid.Domain);
        Assert.Empty(errors);
    }

    [Fact]
    public void SimulatorThatIsNotMade_LeavesDomainAndGridOpen()
    {
        var (components, errors) = Create(With(() => throw new InvalidDataException("no such recording")));
        Assert.Equal(new CreatedPlugins(null, null, null, components.Fields), components);
        Assert.Equal(["f.yaml:3:1: simulator: the plugin refuses these options: no such recording"], errors);
    }

    [Fact]
    public void BugInAPlugin_NamesTheException() => Assert.Equal(
        ["f.yaml:3:1: simulator: the plugin refuses these options: NullReferenceException: oops"],
        Create(With(() => throw new NullReferenceException("oops"))).Errors);

    [Fact]
    public void BreachOfTheContract_IsSaidAsItIs()
    {
        Assert.Equal(
            ["f.yaml:3:1: simulator: the plugin gives no Domain (null)"],
            Create(With(() => new StubSimulator { Area = () => null! })).Errors);
        Assert.Equal(
            ["f.yaml:3:1: simulator: two at once"],
            Create(With(() => throw new ContractBreachException("two at once"))).Errors);
    }

    private static Experiment With(Func<ISimulator> simulator)
    {
        Experiment experiment = Sample.Bind(Sample.Block);
        SimulatorRegistration given = experiment.Simulator;
        return experiment with
        {
            Simulator = new SimulatorRegistration(
                given.Name, typeof(StubSimulator), given.OptionsType, given.InitialConditions, (_, _) => simulator()),
        };
    }

    private static (CreatedPlugins Components, string[] Errors) Create(Experiment experiment)
    {
        var log = new ValidationLog(experiment);
        var components = CreatedPlugins.Create(experiment, _ => FakePlugins.Services, log);
        return (components, Record.Exception(log.ThrowIfAny) is null ? [] : Sample.ErrorsOf(log.ThrowIfAny));
    }
}
