using System.Diagnostics;
using Fuzz.Tests.Targets;

namespace Fuzz.Tests;

/// <summary>
/// Readers answer mutated files with a result or a documented exception, in finite time and bounded memory. The number
/// of inputs is fixed, or with ROMHOST_FUZZ_SECONDS limited by time.
/// </summary>
[Collection("one at a time")] // allocations are measured, and the console is one
public sealed class ReaderTests(ITestOutputHelper output)
{
    private static readonly string Counts = Path.Combine(FuzzSettings.Findings, "counts.txt");

    static ReaderTests()
    {
        Directory.CreateDirectory(FuzzSettings.Findings);
        File.Delete(Counts);
    }

    public static TheoryData<string> Names => [.. AllTargets.List.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_AnswersMutatedFiles_AsItIsDocumented(string name)
    {
        Target target = AllTargets.Named(name);
        long begun = Stopwatch.GetTimestamp();
        Show(FuzzRun.Of(target, FuzzSettings.Seed, FuzzSettings.Seconds is { } seconds
            ? _ => Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds
            : count => count < target.Inputs));
    }

    /// <summary>ROMHOST_FUZZ_REPLAY=FILE: a kept input, named TARGET.SEED.NUMBER.NAME.</summary>
    [Fact]
    public void KeptInput_IsAnsweredAsItIsDocumented()
    {
        Assert.SkipWhen(FuzzSettings.Replay is null, "ROMHOST_FUZZ_REPLAY names no input");
        string[] parts = Path.GetFileName(FuzzSettings.Replay)!.Split('.', 4);
        Show(FuzzRun.Replay(
            AllTargets.Named(parts[0]),
            new Sample(parts[3].Replace('~', '/'), File.ReadAllBytes(FuzzSettings.Replay!))));
    }

    private void Show(FuzzReport report)
    {
        output.WriteLine(report.ToString());
        File.AppendAllLines(Counts, [report.ToString()]);
        Assert.True(
            report.Findings.Count == 0, string.Join(Environment.NewLine, report.Findings.Prepend(report.ToString())));
    }
}
