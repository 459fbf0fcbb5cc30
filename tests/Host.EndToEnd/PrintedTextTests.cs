using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>Text from files, plugins and programs never controls a terminal, on any stream and in any place.</summary>
public sealed class PrintedTextTests
{
    // Sets the window's title, colours, goes up a line and turns the text around; then a line that looks like one of
    // the host's.
    private const string Hostile = "\u001b]0;owned\u0007\u001b[31m\u009b1A\u202e\u2066\u200b\u007f";
    private const string Shown = @"\u001b]0;owned\u0007\u001b[31m\u009b1A\u202e\u2066\u200b\u007f";

    [Fact]
    public void Inspect_ShowsNamesAndTextsOfArrays()
    {
        using var folder = new TestFolder();
        using (var writer = NpzWriter.Create(folder.Combine("a.npz")))
        {
            writer.Add<double>(Hostile + "\nerror: faked", [1.0], 1);
            writer.AddText("note", Hostile + "\nerror: faked");
            writer.Commit();
        }
        var result = HostProcess.Run(folder.Path, "inspect", "a.npz").Expect(0);
        Check(result);
        Assert.Equal(2, result.Output.Split(Shown).Length - 1);
        string damaged = Hostile + "\nerror: faked.npz";
        File.WriteAllText(folder.Combine(damaged), "no archive");
        Assert.Contains(Shown, Check(HostProcess.Run(folder.Path, "inspect", damaged).Expect(2)).Error);
    }

    [Theory]
    [InlineData("inspect", Hostile)]
    [InlineData("report", Hostile)]
    [InlineData("compare", Hostile, Hostile)]
    [InlineData("run", "--config", Hostile)]
    [InlineData("run", "--config", Hostile, "--verbose")]
    [InlineData("validate", "--quiet", "--config", Hostile)]
    [InlineData("plan", Hostile)]
    [InlineData("submit", Hostile)]
    [InlineData("status", Hostile)]
    [InlineData("cancel", Hostile)]
    [InlineData("table", Hostile)]
    [InlineData("run", "--config", Hostile, "--only", Hostile)]
    [InlineData("new", Hostile)]
    [InlineData("forecast", Hostile, "--from", Hostile, "--steps", "1", "--out", "f.csv")]
    [InlineData(Hostile)]
    [InlineData("plugins", "--plugin-dir", Hostile)]
    [InlineData("plugins", "verify", Hostile)]
    public void Arguments_AreShown(params string[] arguments)
    {
        using var folder = new TestFolder();
        var result = Check(HostProcess.Run(folder.Path, arguments));
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(@"\u001b]0;", result.Error);
    }

    [Fact]
    public void Plugins_ShowTheirFoldersAndReasons()
    {
        using var folder = new TestFolder();
        string name = Hostile + "\nerror: faked";
        string place = Directory.CreateDirectory(folder.Combine("plugins", name)).FullName;
        File.WriteAllText(Path.Combine(place, name + ".dll"), "no assembly");
        var result =
            Check(HostProcess.Run(folder.Path, "plugins", "--plugin-dir", folder.Combine("plugins")).Expect(3));
        Assert.Contains(Shown, result.Error);
        Check(HostProcess.Run(folder.Path, "plugins", "verify", folder.Combine("plugins"), "--verbose").Expect(3));
    }

    [Fact]
    public void AHeader_AKeyAndAValue_AreShownInMessages()
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", $"time,x,{Hostile}\n0,1,0\n");
        folder.Write("c.yaml", """
            experiment_name: hostile
            simulator: {plugin: recorded, domain: {lx: 12, ly: 6}, dt: 0.05}
            train: {duration: 1, initial_conditions: [{family: recording, file: a.csv}]}
            test: {duration: 1, initial_conditions: [{family: recording, file: a.csv}]}
            density: {plugin: kde, nx: 8, ny: 8, bandwidth: 1.5}
            reduction: {subsample: 2, shift_align: none, transform: sqrt, modes: 2}
            models: [{name: MVAR, plugin: mvar, lag: 2, ridge_alpha: 1.0e-3}]
            """);
        Assert.Contains(@"\u001b]0", Check(HostProcess.Run(folder.Path, "run", "--config", "c.yaml").Expect(4)).Error);
        // A key and a value with the same, as YAML writes them.
        string escaped = string.Concat(Hostile.Select(c => $"\\u{(int)c:x4}"));
        folder.Write("d.yaml", $"\"{escaped}\": 1\nseed: \"{escaped}\\nerror: faked\"\n");
        Assert.Contains(Shown, Check(HostProcess.Run(folder.Path, "validate", "--config", "d.yaml").Expect(2)).Error);
    }

    [Fact]
    public void OutputOfAProgram_IsShown()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh");
        using var folder = new TestFolder();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(HostProcess.Repository, "samples", "external")))
            File.Copy(file, folder.Combine(Path.GetFileName(file)));
        folder.Write("brownian.py", "printf '\\033]0;owned\\007\\nerror: faked\\n' >&2; exit 4");
        string[] command = ["run", "--config", "brownian_python.yaml", "--set", "simulator.interpreter=[sh]"];
        Assert.Contains(@"\u001b]0;owned\u0007", Check(HostProcess.Run(folder.Path, command).Expect(4)).Error);
        Check(HostProcess.Run(folder.Path, [.. command, "--verbose"]).Expect(4));
    }

    [Fact]
    public void Compare_ShowsTheNamesInItsFiles()
    {
        using var folder = new TestFolder();
        string times = string.Join(',', Enumerable.Repeat("1e-6", 8));
        string name = """\u001b]0;owned\u0007\nerror: faked""";
        string json = $$"""
            {"notes": ["{{name}}"], "settings": {"processes": 4}, "cases": [{"case": "{{name}}", "processes": 4,
            "rounds_per_process": [2, 2, 2, 2], "stopped_by": "{{name}}", "timer_seconds": 1e-8,
            "calls_per_block": {}, "bytes_per_call": {}, "times": {}, "fastest": [],
            "self": {"a": "{{name}}", "b": "{{name}}", "time_ratio": 1, "low": 1, "high": 1, "p_value": 1,
            "verdict": "equivalent"},
            "seconds": {"{{name}}": [{{times}}]}, "pairs": [], "notes": []}]}
            """;
        folder.Write("a.json", json);
        Assert.Contains("u001b", Check(HostProcess.Run(folder.Path, "compare", "a.json", "a.json")).Output);
    }

    private static HostResult Check(HostResult result)
    {
        foreach (string text in new[] { result.Output, result.Error })
        {
            Assert.DoesNotContain(
                text.ReplaceLineEndings("\n"),
                c => c != '\n'
                    && (char.IsControl(c)
                        || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format));
            Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("error: faked", StringComparison.Ordinal));
        }
        return result;
    }
}
