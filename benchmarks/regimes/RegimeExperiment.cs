using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Regimes;

/// <summary>The experiment of a regime under a protocol, run by <c>romhost</c> as its users do.</summary>
/// <param name="Regime">The regime.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="OutputRoot">The folder of all experiments.</param>
internal sealed record RegimeExperiment(Regime Regime, Protocol Protocol, string OutputRoot)
{
    private string Name => $"{Protocol.Name}_{Regime.Name}";

    /// <summary>The experiment's folder.</summary>
    public string Folder => Path.Combine(OutputRoot, Name);

    /// <summary>The experiment's results; the file exists once it was run.</summary>
    public string Summary => Path.Combine(Folder, "summary.json");

    /// <summary>The folder of a test run.</summary>
    /// <param name="index">Its index.</param>
    public string TestRun(int index) => Path.Combine(Folder, "test", $"run_{index:000}");

    /// <summary>The comparison of the models' times.</summary>
    public string Contest => Path.Combine(Folder, "runtime_contest.json");

    /// <summary>
    /// States of the forecasts that are timed: as many as a test has, unless the experiment was made otherwise.
    /// </summary>
    public int TimedSteps => int.Parse(
        Regex.Match(
            File.ReadAllText(Path.Combine(Folder, "config_resolved.yaml")), @"^  steps: (\d+)",
            RegexOptions.Multiline).Groups[1].Value,
        CultureInfo.InvariantCulture);

    /// <summary>Runs the experiment, or what is missing of it.</summary>
    /// <param name="seed">Seed of the experiment.</param>
    /// <exception cref="InvalidOperationException">The host failed.</exception>
    public void Run(int seed)
    {
        string[] settings =
        [
            .. Regime.Settings(), FormattableString.Invariant($"train.duration={Protocol.TrainDuration}"),
            $"seed={seed}", .. Protocol.Settings,
        ];
        string[] arguments =
        [
            "run", "--config", Path.Combine(AppContext.BaseDirectory, Protocol.Configuration),
            "--experiment_name", Name, "--output", OutputRoot, "--quiet",
            .. settings.SelectMany(setting => new[] { "--set", setting }),
        ];
        string host = Metadata("Host");
        using var process = Process.Start(new ProcessStartInfo(host, arguments))!;
        process.WaitForExit();
        // A model that failed (4) costs itself only; what there is stands in the summary.
        if (process.ExitCode is not (0 or 4) || !File.Exists(Summary))
            throw new InvalidOperationException($"{Name}: romhost ended with exit code {process.ExitCode}");
    }

    /// <summary>Deletes runs, latent data and models, up to 18 GB; summary and report stay.</summary>
    /// <remarks>Latent data and models alone would add up to 1.4 GB for each regime.</remarks>
    public void DeleteData()
    {
        foreach (string folder in Directory.GetDirectories(Folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Returns what the build wrote down for this program.</summary>
    /// <param name="key">The key.</param>
    public static string Metadata(string key) => Path.GetFullPath(
        typeof(RegimeExperiment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == key).Value!);
}
