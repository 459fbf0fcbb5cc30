namespace Packages.Tests;

/// <summary>The samples, by the installed tool, in a folder of their own.</summary>
public sealed class SampleTests(Installation user)
{
    // The pages of docs/ measure models by the installed tool; here it would take most of the time.
    private const string Unmeasured = "--set benchmark.enabled=false";

    [Fact]
    public void Recordings() => Run(user.Sample("recorded"), $"romhost run --config recorded.yaml {Unmeasured}");

    [Fact]
    public void AProgramInPython()
    {
        string folder = user.Sample("external");
        Installation.SkipWithoutShell();
        Assert.SkipUnless(user.Run(folder, "python3 -c 'import numpy'").ExitCode == 0, "no python3 with NumPy");
        Run(
            folder,
            $"romhost run --config brownian_python.yaml {Unmeasured}\n"
            + "romhost plugins verify \"$(dirname \"$(command -v romhost)\")\"/.store/romhost/*/romhost/*/tools/"
            + "net10.0/any/plugins/External --config brownian_python.yaml");
    }

    [Fact]
    public void TheQuickBenchmark()
    {
        Installation.SkipWithoutShell();
        string folder = user.Folder();
        File.Copy(Path.Combine(Installation.Repository, "samples", "quick-benchmark.cs"),
            Path.Combine(folder, "quick-benchmark.cs"));
        string output = user.Run(folder, "dotnet run quick-benchmark.cs").Expect(0).Output;
        Assert.Matches(@"by columns / by rows: \d+\.\d{3} \(.*\), (Faster|Slower|Equivalent|Inconclusive)", output);
        Assert.Contains("\"steps_per_second\"", output);
        // Every repetition ran in a process of its own, with the switch whose absence the analyzer warns about.
        Assert.Matches(@"two instances of by rows: .*, (8|9|1\d|2[0-4]) processes", output);
        Assert.DoesNotContain("note:", output);
    }

    [Fact]
    public void AProgramThatReferencesTheAnalyzer_RunsWithoutTieredPgo_UnlessItSetsItItself()
    {
        Installation.SkipWithoutShell();
        string folder = user.Folder();
        const string Program = "Console.WriteLine(Rom.Analysis.Contests.RuntimeSwitches.Doubt() ?? \"no doubt\");\n";
        File.WriteAllText(Path.Combine(folder, "switched.cs"), "#:package Rom.Analysis@0.1.0\n" + Program);
        File.WriteAllText(
            Path.Combine(folder, "plain.cs"), "#:package Rom.Analysis@0.1.0\n#:property TieredPGO=true\n" + Program);
        Assert.Equal("no doubt", user.Run(folder, "dotnet run switched.cs").Expect(0).Output.Trim());
        Assert.Contains("tiered PGO is on", user.Run(folder, "dotnet run plain.cs").Expect(0).Output);
    }

    [Fact]
    public void AProgramInC()
    {
        string folder = user.Sample("external");
        Installation.SkipWithoutShell();
        Assert.SkipUnless(user.Run(folder, "cc --version").ExitCode == 0, "no C compiler is installed");
        Run(folder, $"cc -O2 -o brownian brownian.c -lm\nromhost run --config brownian_c.yaml {Unmeasured}");
    }

    private void Run(string folder, string script)
    {
        Installation.SkipWithoutShell();
        Assert.Matches(@"│ MVAR +│ ok +│", user.Run(folder, script).Expect(0).Output);
    }
}
