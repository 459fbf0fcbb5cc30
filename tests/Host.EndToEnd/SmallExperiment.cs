namespace Host.EndToEnd;

/// <summary>A whole experiment of a few seconds, with both models and a grid that is not square.</summary>
internal static class SmallExperiment
{
    public const int TrainRuns = 6;
    public const int TestRuns = 2;
    public const int Frames = 61;      // duration 2.4, dt 0.04
    public const int RomFrames = 31;   // every second frame
    public const int Nx = 24;
    public const int Ny = 16;
    public const int Modes = 5;
    public const int Lag = 4;

    public const string Yaml = """
        experiment_name: small
        seed: 7
        simulator:
          plugin: vicsek-morse
          particles: 40
          domain: {lx: 15, ly: 10, boundary: periodic}
          dt: 0.04
          speed: 2.0
          radius: 2.0
          noise: {kind: gaussian, eta: 0.3}
        train:
          duration: 2.4
          initial_conditions:
            - {family: uniform, samples: 2}
            - {family: ring, radius: [2, 3], width: [0.4, 0.8]}
        test:
          duration: 2.4
          initial_conditions:
            - {family: gaussian, variance: 2}
            - {family: two_clusters, separation: 4, sigma: 1}
        density: {plugin: kde, nx: 24, ny: 16, bandwidth: 2}
        reduction: {subsample: 2, shift_align: mean, transform: sqrt, modes: 5}
        models:
          - {name: MVAR, plugin: mvar, lag: 4, ridge_alpha: 1.0e-3}
          - {name: LSTM, plugin: lstm, lag: 3, hidden_units: 8, layers: 1, max_epochs: 3, batch_size: 32, threads: 1}
        benchmark: {steps: 10, trials: 5, warmups: 1, time_cap: 0}
        evaluation: {forecast_start: 0.2, clamp: none, mass: scale}
        """;

    /// <summary>The same, with its models timed against each other, for the tests that need it.</summary>
    public static string Timed =>
        Yaml.Replace("time_cap: 0}", "time_cap: 0.05, processes: 2, memory: false}", StringComparison.Ordinal);

    /// <summary>The same in one process, which names no winner, for tests that are not about the times.</summary>
    public static string TimedOnce => Timed.Replace("processes: 2", "processes: 1", StringComparison.Ordinal);

    /// <summary>The same, without any measurement of its models, which takes a third of its time.</summary>
    /// <param name="yaml">The experiment.</param>
    public static string Unmeasured(string yaml) =>
        yaml.Replace("benchmark: {", "benchmark: {enabled: false, ", StringComparison.Ordinal);

    /// <summary>The same with other models in the place of the LSTM.</summary>
    /// <param name="yaml">The experiment.</param>
    /// <param name="models">The items of its list of models, without indentation.</param>
    public static string InsteadOfLstm(string yaml, params string[] models)
    {
        string lstm = yaml.Split('\n').Single(line => line.Contains("name: LSTM", StringComparison.Ordinal));
        return yaml.Replace(lstm, string.Join('\n', models.Select(model => "  - " + model)), StringComparison.Ordinal);
    }
}
