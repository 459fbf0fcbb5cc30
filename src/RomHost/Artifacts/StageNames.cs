



namespace RomHost.Artifacts;

/// <summary>The names of the stages, as records and the summary have them.</summary>
internal static class StageNames
{
    /// <summary>Simulates the training runs.</summary>
    public const string TrainingData = "generate_training_data";

    /// <summary>Builds the POD basis.</summary>
    public const string PodBasis = "build_pod_basis";

    /// <summary>Projects the training runs.</summary>
    public const string LatentDataset = "build_latent_dataset";

    /// <summary>Chooses between candidates for options of models.</summary>
    public const string Selection = "select_options";

    /// <summary>Trains the models.</summary>
    public const string Training = "train_models";

    /// <summary>Profiles, times and compares the models.</summary>
    public const string Benchmark = "benchmark_models";

    /// <summary>Simulates the test runs.</summary>
    public const string TestData = "generate_test_data";

    /// <summary>Simulates replicas of the test runs.</summary>
    public const string Replicas = "simulate_replicas";

    /// <summary>Forecasts the test runs and scores the forecasts.</summary>
    public const string Evaluation = "evaluate_models";
}
