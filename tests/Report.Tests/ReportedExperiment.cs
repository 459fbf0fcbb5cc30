using System.Diagnostics;
using System.Reflection;
using Microsoft.Playwright;
using Report.Tests;

[assembly: AssemblyFixture(typeof(ReportedExperiment))]

namespace Report.Tests;

/// <summary>A small experiment with its report, and a browser to look at it.</summary>
public sealed class ReportedExperiment : IAsyncLifetime
{
    private IPlaywright? playwright;

    /// <summary>Debian's browser, where it is installed.</summary>
    public static readonly string? Chromium = new[]
    {
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
    }.FirstOrDefault(File.Exists);

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The folder that the host was run in.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("romhost-report-").FullName;

    /// <summary>The experiment's folder.</summary>
    public string Experiment => Path.Combine(Folder, "oscar_output", "small");

    /// <summary>The host, as built.</summary>
    public static string Host => Metadata("Host");

    /// <summary>The root folder of the repository.</summary>
    public static string Repository => Metadata("Repository");

    /// <summary>The folder for pictures to look at.</summary>
    public static string Pictures => Path.Combine(Repository, "artifacts");

    /// <summary>Skips a test where there is no browser.</summary>
    public static void SkipWithoutBrowser() =>
        Assert.SkipWhen(Chromium is null, "no Chromium in /usr/bin; install Debian's chromium");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium is null) return;
        File.WriteAllText(Path.Combine(Folder, "small.yaml"), Configuration("small", """
              - {name: MVAR, plugin: mvar, lag: 3}
              - {name: "LSTM", plugin: lstm, lag: 3, hidden_units: 8, layers: 1, max_epochs: 5,
                 batch_size: 64, threads: 1}
            """));
        Run("run", "--config", "small.yaml", "--set", "evaluation.ensemble.members=10");
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>A copy of the experiment, to be damaged.</summary>
    /// <param name="name">Its name.</param>
    public string Copy(string name)
    {
        string copy = Path.Combine(Folder, "oscar_output", name);
        foreach (string file in Directory.EnumerateFiles(Experiment, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(copy, Path.GetRelativePath(Experiment, file));
            if (to.StartsWith(Path.Combine(copy, "figures"), StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return copy;
    }

    /// <summary>An experiment with other models, run; its folder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="models">The items of its list of models.</param>
    /// <param name="changes">Further values of its configuration.</param>
    public string RunWith(string name, string models, params IEnumerable<string> changes)
    {
        File.WriteAllText(Path.Combine(Folder, name + ".yaml"), Configuration(name, models));
        string plugin = Directory.CreateDirectory(Path.Combine(Folder, name + "-plugins", "Misbehaving")).FullName;
        foreach (string file in Directory.EnumerateFiles(Metadata("Misbehaving")))
            File.Copy(file, Path.Combine(plugin, Path.GetFileName(file)));
        // Measured as little as the parts of a report need.
        Run(
            ["run", "--config", name + ".yaml", "--plugin-dir", plugin, "--set", "benchmark.processes=2", "--set",
                "benchmark.memory=false", .. changes.SelectMany(change => new[] { "--set", change })]);
        return Path.Combine(Folder, "oscar_output", name);
    }

    private static string Configuration(string name, string models) => $$"""
        experiment_name: {{name}}
        simulator: {plugin: vicsek-morse, particles: 60, domain: {lx: 20, ly: 20}, dt: 0.05}
        train: {duration: 6, initial_conditions: [{family: ring, radius: [3, 4]}, {family: uniform, samples: 2}]}
        test: {duration: 6, initial_conditions: [{family: ring, radius: 3.5}, {family: uniform}]}
        density: {plugin: kde, nx: 24, ny: 24, bandwidth: 3}
        reduction: {subsample: 2, shift_align: mean, transform: sqrt, modes: 5}
        models:
        {{models}}
        benchmark: {time_cap: 0.1, processes: 3}
        selection: {folds: 3}
        """;

    /// <summary>Runs the host to a good end.</summary>
    public void Run(params string[] arguments)
    {
        var (exitCode, output, error) = Start(findsPrograms: true, browser: null, arguments);
        Assert.True(exitCode == 0, error + output);
    }

    /// <summary>Runs the host.</summary>
    /// <param name="findsPrograms">Whether it finds the programs that are installed.</param>
    /// <param name="browser">The browser given to it; null for none.</param>
    /// <param name="arguments">The command line.</param>
    public (int ExitCode, string Output, string Error) Start(
        bool findsPrograms, string? browser, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Host, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (!findsPrograms)
            start.Environment["PATH"] = Directory.CreateDirectory(Path.Combine(Folder, "no-programs")).FullName;
        if (browser is not null) start.Environment["ROMHOST_BROWSER"] = browser;
        using var host = Process.Start(start)!;
        var output = host.StandardOutput.ReadToEndAsync();
        string error = host.StandardError.ReadToEnd();
        host.WaitForExit();
        return (host.ExitCode, output.Result, error);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.CloseAsync();
        playwright?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Metadata(string key) => Path.GetFullPath(typeof(ReportedExperiment).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!);
}
