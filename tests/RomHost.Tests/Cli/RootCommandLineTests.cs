using RomHost.Cli;

namespace RomHost.Tests.Cli;

/// <summary>Only the command that is run is created.</summary>
public sealed class RootCommandLineTests
{
    [Fact]
    public void ACommandThatIsNamed_IsCreatedAlone()
    {
        string[] all = [.. RootCommandLine.CommandsFor([]).Select(command => command.Name)];
        Assert.Contains("forecast", all);
        Assert.Distinct(all);
        Assert.All(
            all, name => Assert.Equal(name, Assert.Single(RootCommandLine.CommandsFor([name, "--help"])).Name));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("forecas")]
    [InlineData("--verbose", "forecast")]
    public void WithoutTheNameOfOne_AllAreCreated(params string[] arguments) => Assert.Equal(
        RootCommandLine.CommandsFor([]).Select(command => command.Name),
        RootCommandLine.CommandsFor(arguments).Select(command => command.Name));
}
