using RomHost.Progress;

namespace RomHost.Tests.Progress;

public sealed class ProgressNoteTests
{
    [Fact]
    public void ANote_ComesBackFromItsLine()
    {
        var note = new ProgressNote("Training\tthe \nmodel", 2.5, 24, "run", 3, 9);
        Assert.Equal(note with { Title = "Training the  model" }, ProgressNote.Parse(note.Text));
        Assert.DoesNotContain('\n', note.Text);
        Assert.InRange(new ProgressNote(new string('x', 10_000), 0, 1, "").Text.Length, 200, 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1\t9\t2\t24\trun")]
    [InlineData("1\t9\ttwo\t24\trun\ttitle")]
    [InlineData("-1\t9\t2\t24\trun\ttitle")]
    [InlineData("1\t9\tNaN\t24\trun\ttitle")]
    [InlineData("1\t9\t1e999\t24\trun\ttitle")]
    public void AnotherLine_IsNone(string line) => Assert.Null(ProgressNote.Parse(line));

    [Fact]
    public void TheInnermostWork_IsNoted_UntilItEnds()
    {
        var display = new NotedProgressDisplay(new QuietProgressDisplay(TextWriter.Null));
        display.Enter(2, 9);
        using (var outer = display.Begin("outer", 4, "run"))
        {
            outer.Report(1.5);
            Assert.Equal(new("outer", 1.5, 4, "run", 2, 9), NotedProgressDisplay.Present);
            using (var inner = display.Begin("inner", 1, ""))
            {
                inner.Advance();
                Assert.Equal(new("inner", 1, 1, "", 2, 9), NotedProgressDisplay.Present);
            }
            outer.Advance();
            Assert.Equal(2.5, NotedProgressDisplay.Present!.Completed);
        }
        Assert.Null(NotedProgressDisplay.Present);
        using (var timed = display.BeginTimed("Profiling", 3, "model"))
        {
            timed.Report(2, "LSTM");
            Assert.Equal(new("Profiling", 2, 3, "model", 2, 9), NotedProgressDisplay.Present);
        }
        Assert.Null(NotedProgressDisplay.Present);
    }
}
