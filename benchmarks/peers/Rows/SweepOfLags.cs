using System.Text.Json.Nodes;
using Peers.Processes;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>
/// Twelve experiments of three ensembles, as <c>romhost sweep</c> runs them, beside what they cannot do without: their
/// ensembles and their trainings.
/// </summary>
/// <remarks>
/// An ensemble is all that is simulated: training runs, test runs and replicas, each by a command of its own. A
/// training counts with the seconds of its record, in which nothing of the process's start is.
/// </remarks>
internal sealed class SweepOfLags : IRow
{
    private const double Most = 1.3;
    private static readonly string[] Regimes = ["gas", "swarm", "slow"];
    private static readonly int[] Lags = [1, 3, 5, 8];

    /// <inheritdoc/>
    public string Key => "sweep";

    /// <inheritdoc/>
    public string Work => "romhost sweep: 3 regimes × 4 lags of MVAR, 340 + 10 runs each, models not timed (two cores)";

    /// <inheritdoc/>
    public string Target => "≤ 1.3 × the time of their 3 ensembles and 12 trainings";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        string configuration = Path.Combine(AppContext.BaseDirectory, "configurations", "sweep.yaml");
        string output = workplace.Path("sweep"), alone = workplace.Path("ensembles");
        double sweep = HostProcess.Run("sweep", "-c", configuration, "-o", output, "-q").Wall.TotalSeconds;
        double trainings = 0, ensembles = 0;
        foreach (string regime in Regimes)
        {
            foreach (int lag in Lags)
            {
                string summary = Path.Combine(output, $"study_lag-{lag}_{regime}", "summary.json");
                trainings += (double)JsonNode.Parse(File.ReadAllText(summary))!["stages"]!["train_models"]!;
            }
            // One of the experiments, resolved.
            string resolved = Path.Combine(output, $"study_lag-{Lags[0]}_{regime}", "config_resolved.yaml");
            double Make(string stage) => HostProcess.Run(
                "run", "-c", resolved, "-o", alone, "-q", "--no-reuse", "--only", stage).Wall.TotalSeconds;
            ensembles += Make("generate_training_data") + Make("generate_test_data");
            // Replicas are shifted as the basis says, which is no part of an ensemble.
            Make("build_pod_basis");
            ensembles += Make("simulate_replicas");
            Directory.Delete(alone, recursive: true);
        }
        Directory.Delete(output, recursive: true);
        double needed = ensembles + trainings;
        yield return new Finding(Figure.Time(sweep), sweep <= Most * needed)
        {
            Peer = $"ensembles {Figure.Time(ensembles)}, trainings {Figure.Time(trainings)}",
            Ratio = $"their sum × {Figure.Digits(sweep / needed)}",
        };
        // Of one regime alone: what the first experiment makes, and what is left for the next ones.
        double[] processor = [.. Lags.Select(lag => HostProcess.Run(
            "sweep", "-c", configuration, "-o", output, "-q", "--experiment", $"study_lag-{lag}_{Regimes[0]}")
            .Processor.TotalSeconds)];
        Directory.Delete(output, recursive: true);
        yield return new Finding(
            $"processor time of the first experiment of a regime {Figure.Time(processor[0])}, of the second "
            + $"{Figure.Time(processor[1])}, of further ones {Figure.Time(processor[2..].Average())}", null);
    }
}
