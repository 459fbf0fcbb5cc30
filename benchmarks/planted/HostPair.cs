using System.Diagnostics;
using System.Reflection;
using Rom.Analysis.Contests;

namespace Planted;

/// <summary>Two models of an experiment, timed by the host.</summary>
/// <param name="Work">The models' plugin.</param>
/// <param name="Ratio">Time of the second over that of the first.</param>
/// <param name="First">Options of the first.</param>
/// <param name="Second">Options of the second.</param>
internal sealed record HostPair(string Work, double Ratio, string First, string Second) : IPair
{
    private const string Lstm = "plugin: lstm, lag: 5, hidden_units: 32, max_epochs: 2";

    private readonly string folder = Directory.CreateTempSubdirectory("planted-").FullName;
    private bool isRun;

    /// <summary>The pairs.</summary>
    public static IEnumerable<HostPair> All() =>
    [
        new("mvar", 1, "plugin: mvar, lag: 5", "plugin: mvar, lag: 5"),
        new("lstm", 1, Lstm, Lstm),
        new("planted", 1, "plugin: planted, repeats: 20", "plugin: planted, repeats: 20"),
        new("planted", 1.05, "plugin: planted, repeats: 20", "plugin: planted, repeats: 21"),
    ];

    /// <inheritdoc/>
    public PairResult Contest(ulong seed)
    {
        string experiment = Path.Combine(folder, "oscar_output", "pair");
        if (!isRun)
        {
            File.WriteAllText(Path.Combine(folder, "pair.yaml"), Configuration);
            Host("run", "--config", "pair.yaml");
            isRun = true;
        }
        else
        {
            Host("benchmark", experiment);
        }
        var report = ContestReport.FromJson(File.ReadAllText(Path.Combine(experiment, "runtime_contest.json")));
        return report.Cases.First(one => one.Case == CaseResult.OneStep).Pairs[0];
    }

    private string Configuration => $$"""
        experiment_name: pair
        simulator: {plugin: vicsek-morse, particles: 40, domain: {lx: 15, ly: 10}, dt: 0.04, speed: 2, radius: 2}
        train: {duration: 2.4, initial_conditions: [{family: uniform, samples: 4}]}
        test: {duration: 2.4, initial_conditions: [{family: uniform}]}
        density: {plugin: kde, nx: 24, ny: 16, bandwidth: 2}
        reduction: {subsample: 2, modes: 12}
        models:
          - {name: A, {{First}}}
          - {name: B, {{Second}}}
        benchmark: {memory: false}
        """;

    private void Host(params string[] arguments)
    {
        string plugin = Metadata("Plugin"), host = Metadata("Host");
        string[] all = [.. arguments, "--plugin-dir", plugin, "--quiet"];
        using var process = Process.Start(new ProcessStartInfo(host, all) { WorkingDirectory = folder })!;
        process.WaitForExit();
        if (process.ExitCode == 0) return;
        throw new InvalidOperationException(
            $"romhost {string.Join(' ', arguments)} ended with exit code {process.ExitCode}");
    }

    private static string Metadata(string key) => Path.GetFullPath(
        typeof(HostPair).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == key).Value!);
}
