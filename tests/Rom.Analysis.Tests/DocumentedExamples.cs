using Rom.Abstractions;

namespace Rom.Analysis.Tests;

/// <summary>
/// The code of <c>docs/runtime-analyzer.md</c>, which <see cref="DocumentationTests"/> runs and compares with the page.
/// </summary>
internal static class DocumentedExamples
{
    public static RuntimeProfile Quick()
    {
        // <quick>
        RuntimeProfile persistence = QuickBenchmark.Run(
            modelName: "persistence",
            forecast: (window, steps, forecast) =>
            {
                for (int k = 0; k < steps; k++) window[^2..].CopyTo(forecast.Slice(2 * k, 2));
            },
            window: [0.1, 0.2, 0.3, 0.4], // lag × latent dimension, oldest state first
            trainingSeconds: 0,
            parameterCount: 0,
            latentDimension: 2,
            lag: 2);
        Console.WriteLine(persistence.ToJson());
        // </quick>
        return persistence;
    }

    public static void Comparison(RuntimeProfile persistence, IRomModelTrainer trainer, LatentDataset data)
    {
        // <comparison>
        var analyzer = new RuntimeAnalyzer(TimeProvider.System);
        var (model, seconds) = analyzer.Measure(() => trainer.Train(data, TrainingContext.Silent(seed: 0)));
        double[] window = data.Window(run: 0, target: model.Lag, model.Lag).ToArray();
        RuntimeProfile profile = analyzer.Profile("mine", model, window, seconds, new BenchmarkSettings(Steps: 100));
        File.WriteAllText("runtime_comparison.json", RuntimeComparison.Of([persistence, profile]).ToJson());
        // </comparison>
    }
}
