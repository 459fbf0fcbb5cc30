using Rom.Forecasting.Plugins;
using RomHost.Cli;
using RomHost.Configuration.Yaml;

namespace RomHost.Tests.Cli;

public class CommandGuardTests
{
    public static TheoryData<Exception, int> Failures => new()
    {
        { new ConfigurationException(new ConfigurationError(default, "seed", "wrong")), ExitCode.BadInput },
        { new FileNotFoundException(), ExitCode.BadInput },
        { new DirectoryNotFoundException(), ExitCode.BadInput },
        { new InvalidDataException(), ExitCode.BadInput },
        { new PluginRefusedException("refused"), ExitCode.PluginRefused },
        { new IOException(), ExitCode.StageFailed },
        { new InvalidOperationException(), ExitCode.StageFailed },
        { new OperationCanceledException(), ExitCode.StageFailed }, // no signal asked for it
    };

    [Fact]
    public void ExitCodeOfTheWork_IsReturned()
    {
        Assert.Equal(7, CommandGuard.Run(verbose: false, () => 7));
        Assert.Equal(8, CommandGuard.Run(verbose: true, cancellation => cancellation.IsCancellationRequested ? 0 : 8));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Failure_HasItsExitCode(Exception failure, int expected)
    {
        Assert.Equal(expected, CommandGuard.Run(verbose: false, () => throw failure));
        Assert.Equal(expected, CommandGuard.Run(verbose: true, (CancellationToken _) => throw failure));
    }
}
