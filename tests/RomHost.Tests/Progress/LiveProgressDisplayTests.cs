using RomHost.Progress;
using Spectre.Console;

namespace RomHost.Tests.Progress;

public sealed class LiveProgressDisplayTests
{
    [Fact]
    public void ABar_NamesTheStage_AndHowManyThereAre()
    {
        using var output = new StringWriter();
        var display = new LiveProgressDisplay(AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        }));
        using (var before = display.Begin("Loading", 1, "file")) before.Advance();
        display.Enter(5, 9);
        using (var bar = display.Begin("Training [LSTM]", 1, "")) bar.Report(1);
        Assert.Contains("5/9 Training [LSTM]", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/9 Loading", output.ToString(), StringComparison.Ordinal);
    }
}
