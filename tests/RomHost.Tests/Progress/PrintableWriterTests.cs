using RomHost.Progress;
using Spectre.Console;

namespace RomHost.Tests.Progress;

public sealed class PrintableWriterTests
{
    private const string Hostile = "\u001b]0;title\u0007\u202e";

    /// <summary>Every way of writing that <see cref="TextWriter"/> has.</summary>
    [Fact]
    public void WhateverIsWritten_ActsOnNoTerminal()
    {
        using var inner = new StringWriter();
        TextWriter writer = TextWriter.Synchronized(new PrintableWriter(inner)); // as Console.SetOut has it
        writer.Write(Hostile);
        writer.Write('\u001b');
        writer.Write(Hostile.ToCharArray());
        writer.Write(Hostile.AsSpan());
        writer.Write((object)Hostile);
        writer.Write("{0}", Hostile);
        writer.WriteLine(Hostile);
        writer.WriteLine(Hostile.ToCharArray());
        writer.WriteLine(Hostile.AsSpan());
        writer.WriteLine((object)Hostile);
        writer.WriteLine("{0}", Hostile);
        writer.WriteLine();
        Assert.DoesNotContain(inner.ToString(), c => c != '\n' && c != '\r' && (char.IsControl(c) || c == '\u202e'));
        Assert.Equal(11, inner.ToString().Split(@"\u001b").Length - 1);
    }

    [Fact]
    public void ALineThatHoldsLines_IsOneMessage()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        new PrintableWriter(inner).WriteLine("model 'x\nerror: faked' failed");
        Assert.Equal("model 'x\n    error: faked' failed\n", inner.ToString());
    }

    [Fact]
    public void TheTerminalsDisplay_ShowsControlCharacters_BesideItsOwnColours()
    {
        using var inner = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(inner),
        });
        var display = new LiveProgressDisplay(console);
        display.Say(Hostile + "[red]");
        display.Warn(Hostile + "[red]\nerror: faked");
        using (var task = display.Begin(Hostile + "[red]", 2, "run")) task.Report(1, Hostile + "[/]\nerror: faked");
        string shown = inner.ToString();
        Assert.Contains("\u001b[", shown); // colours
        Assert.Contains(@"\u001b]0;title\u0007\u202e[red]", shown);
        Assert.DoesNotContain("\u001b]", shown);
        Assert.DoesNotContain('\u0007', shown);
        Assert.DoesNotContain('\u202e', shown);
        Assert.DoesNotContain("\nerror:", shown.ReplaceLineEndings("\n"));
    }
}
