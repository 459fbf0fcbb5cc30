namespace Rom.Analysis.Tests;

/// <summary>Profiles with planted figures.</summary>
internal static class Profiles
{
    public static RuntimeProfile Of(
        string name, double training, double step, double megabytes, long parameters) => new()
        {
            ModelName = name,
            Status = "ok",
            Training = new(training),
            Inference = new(TimingSamples.Of([step, step], 1), TimingSamples.Of([100 * step, 100 * step], 1), 100),
            Memory = new(parameters, megabytes, 200, 300),
            Throughput = Throughput.Of(step, 20),
            Complexity = new Dictionary<string, object>(),
            Notes = [],
        };
}
