using RomHost.Progress;
using Spectre.Console;

namespace RomHost.Tests.Progress;

public sealed class LiveProgressDisplayTests : IDisposable
{
    private readonly StringWriter output = new();

    [Fact]
    public void ABar_NamesTheStage_AndHowManyThereAre()
    {
        var display = Display();
        using (var before = display.Begin("Loading", 1, "file")) before.Advance();
        display.Enter(5, 9);
        using (var bar = display.Begin("Training [LSTM]", 1, "")) bar.Report(1);
        Assert.Contains("5/9 Training [LSTM]", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/9 Loading", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1, "▱▱▱▱▱▱▱▱▱ 1/9 POD")]
    [InlineData(true, 5, "▰▰▰▰▱▱▱▱▱ 5/9 POD")]
    [InlineData(true, 9, "▰▰▰▰▰▰▰▰▱ 9/9 POD")]
    [InlineData(false, 5, "####----- 5/9 POD")]
    public void ACell_IsFilledForEachStageThatIsDone(bool isUnicode, int stage, string expected)
    {
        var display = Display(isUnicode);
        display.Enter(stage, 9);
        using (var bar = display.Begin("POD", 1, "")) bar.Report(1);
        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void OnANarrowTerminal_TheBarGivesRoomToTheText(int width)
    {
        var display = Display(width: width);
        display.Enter(1, 9);
        using (var bar = display.Begin("Runs", 4, "run")) bar.Report(4);
        string shown = output.ToString();
        Assert.Contains("▱▱▱▱▱▱▱▱▱ 1/9 Runs", shown, StringComparison.Ordinal);
        Assert.Contains("100%", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void WhileSomethingIsTimed_TheBarIsDrawnWhenItIsTold_AndAtNoOtherTime()
    {
        var display = Display();
        display.Enter(6, 9);
        using (var bar = display.BeginTimed("Profiling", 2, "model"))
        {
            Assert.Contains("▰▰▰▰▰▱▱▱▱ 6/9 Profiling", output.ToString(), StringComparison.Ordinal);
            string before = Plain();
            Thread.Sleep(150); // other bars are drawn every 100 ms
            Assert.Equal(before, Plain());
            bar.Report(1, "LSTM [2]");
            string told = Plain()[before.Length..];
            Assert.Contains("Profiling: LSTM [2]", told, StringComparison.Ordinal);
            Assert.Contains("1 of 2 models", told, StringComparison.Ordinal);
            bar.Advance();
            Assert.Contains("2 of 2 models", Plain()[(before.Length + told.Length)..], StringComparison.Ordinal);
            display.Say("said");
        }
        Assert.Contains("said", output.ToString(), StringComparison.Ordinal);
        // Neither a rate nor a remaining time is foretold.
        Assert.DoesNotContain(" a minute", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("00:", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OnOtherDisplays_TimedWorkIsNotShown()
    {
        foreach (IProgressDisplay display in
            (IProgressDisplay[])
            [
                new PlainProgressDisplay(output, TimeProvider.System), new QuietProgressDisplay(output),
            ])
        {
            using var task = display.BeginTimed("Profiling", 2, "model");
            task.Report(1, "LSTM");
        }
        Assert.Empty(output.ToString());
    }

    public void Dispose() => output.Dispose();

    // Without colours, which may stand within a text.
    private string Plain() => System.Text.RegularExpressions.Regex.Replace(output.ToString(), "\u001b\\[[0-9;]*m", "");

    private LiveProgressDisplay Display(bool isUnicode = true, int width = 100)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Capabilities.Unicode = isUnicode;
        console.Profile.Width = width;
        return new LiveProgressDisplay(console);
    }
}
