namespace Packages.Tests;

/// <summary>The plugins of the installed tool keep the contract. External is tried where its sample runs.</summary>
public sealed class ShippedPluginTests(Installation user)
{
    [Theory]
    [InlineData("Analog")]
    [InlineData("Direct")]
    [InlineData("Kde")]
    [InlineData("Kernel")]
    [InlineData("Blend")]
    [InlineData("Linear")]
    [InlineData("Mvar")]
    [InlineData("OpInf")]
    [InlineData("Reservoir")]
    [InlineData("Stochastic")]
    [InlineData("VicsekMorse")]
    public void KeepsEveryRule(string plugin) => Verify(user.Folder(), plugin, "");

    // Its defaults train for minutes where other processes keep both cores busy: libtorch's threads wait for each
    // other.
    [Fact]
    public void Lstm_KeepsEveryRule()
    {
        string folder = user.Folder();
        File.WriteAllText(Path.Combine(folder, "small.yaml"), """
            experiment_name: small
            simulator: {plugin: vicsek-morse}
            train: {duration: 4, initial_conditions: [{family: uniform}]}
            test: {duration: 4, initial_conditions: [{family: uniform}]}
            density: {plugin: kde}
            reduction: {modes: 2}
            models:
              - {name: LSTM, plugin: lstm, lag: 3, hidden_units: 8, layers: 2, max_epochs: 4,
                 batch_size: 32, threads: 1}
            """);
        Verify(folder, "Lstm", "--config small.yaml");
    }

    [Fact]
    public void Recorded_KeepsEveryRule() => Verify(user.Sample("recorded"), "Recorded", "--config recorded.yaml");

    [Fact]
    public void ABrokenRule_IsNamed_AndEndsWith3()
    {
        Installation.SkipWithoutShell();
        string folder = user.Folder();
        var result = user.Run(folder, """
            dotnet new rom-model --name Wrong
            sed -i 's/ForecastArguments.Check(this, window, steps, forecast);//' Wrong/src/Wrong/Wrong.cs
            dotnet build Wrong/src/Wrong
            romhost plugins verify Wrong/plugins
            """).Expect(3);
        Assert.Contains("BROKEN       a window with NaN or infinity is refused with ArgumentException", result.Output);
    }

    private void Verify(string folder, string plugin, string options)
    {
        Installation.SkipWithoutShell();
        string output = user.Run(folder, $"""
            tools="$(dirname "$(command -v romhost)")"
            romhost plugins verify "$tools"/.store/romhost/*/romhost/*/tools/net10.0/any/plugins/{plugin} {options}
            """).Expect(0).Output;
        Assert.Contains(" 0 broken, 0 not checked", output);
    }
}
