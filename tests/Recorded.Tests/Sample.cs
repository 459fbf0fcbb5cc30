using Recorded.InitialConditions;
using Recorded.Options;
using Recorded.Reading;
using Rom.Abstractions;

namespace Recorded.Tests;

/// <summary>Options, and recordings from a table's text.</summary>
internal static class Sample
{
    public static readonly DomainOptions Box = new() { Lx = 10, Ly = 8 };

    public static readonly DomainOptions Torus = Box with { Boundary = Boundary.Periodic };

    public static readonly RecordedOptions Options = new() { Domain = Box, Dt = 1 };

    public static Recording Read(string text, RecordedOptions? options = null)
    {
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", text);
        return RecordingFile.Read(path, options ?? Options, TestContext.Current.CancellationToken);
    }

    /// <summary>The error message for a table, without its folder: <c>a.csv:2:5: expected …</c></summary>
    public static string ErrorOf(byte[] bytes, RecordedOptions? options = null)
    {
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", bytes);
        var e = Assert.Throws<InvalidDataException>(
            () => RecordingFile.Read(path, options ?? Options, TestContext.Current.CancellationToken));
        return e.Message.Replace(folder.Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    public static string ErrorOf(string text, RecordedOptions? options = null) =>
        ErrorOf(System.Text.Encoding.UTF8.GetBytes(text), options);

    /// <summary>A run of the simulator from a table.</summary>
    public static Trajectory Play(
        string text, RecordedOptions options, double? from = null, double? to = null, double duration = 1e9)
    {
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", text);
        return new RecordedSimulator(options).Simulate(
            new RunDescription(new RecordingPart { File = path, From = from, To = to }, duration, 1),
            TestContext.Current.CancellationToken);
    }

    /// <summary>The doubts about a table, with its name taken away.</summary>
    public static string[] WarningsOf(string text, RecordedOptions options)
    {
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", text);
        var listener = new Listener<string>();
        new RecordedSimulator(options).Simulate(
            new RunDescription(new RecordingPart { File = path }, 1e9, 1) { Warnings = listener },
            TestContext.Current.CancellationToken);
        Assert.All(listener.Heard, message => Assert.StartsWith(path + ": ", message));
        return [.. listener.Heard.Select(message => message[(path.Length + 2)..])];
    }

    /// <summary>The particles of a frame: <c>x,y x,y …</c></summary>
    public static string Frame(Recording recording, int frame) => string.Join(' ', Enumerable
        .Range(recording.Offsets[frame], recording.Offsets[frame + 1] - recording.Offsets[frame])
        .Select(i => FormattableString.Invariant($"{recording.Positions[2 * i]},{recording.Positions[2 * i + 1]}")));
}
