using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

public sealed class PluginIdentifierPlugin : IRomPlugin
{
    public void Configure(IServiceCollection services) => services.AddRomModel<PluginIdentifierTrainer, PluginIdentifierOptions>("plugin-name");
}
public sealed record PluginIdentifierOptions { [Range(0.0, 1.0)] public double Decay { get; init; } = 1; }

public sealed class PluginIdentifierTrainer(PluginIdentifierOptions options) : IRomModelTrainer
{
    public int MaxLag => 1;
    public IRomModel Train(LatentDataset data, TrainingContext context) => new Model(data.Dimension, options.Decay);
    public IRomModel Load(string directory) => File.Exists(Path.Combine(directory, "r.txt"))
        && File.ReadAllText(Path.Combine(directory, "r.txt")) is ['r', '=', .. var digits, ';'] && int.TryParse(digits, out int r)
        ? new Model(r, options.Decay) : throw new InvalidDataException($"expected the latent dimension in r.txt of {directory}");
    private sealed record Model(int LatentDimension, double Decay) : IRomModel
    {
        public int Lag => 1;
        public long ParameterCount => 0;
        public ModelComplexity Complexity => new(LatentDimension, "O(1)", "O(d)", new Dictionary<string, long>());
        public void Save(string directory) => File.WriteAllText(Path.Combine(directory, "r.txt"), $"r={LatentDimension};");
        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            ForecastArguments.Check(this, window, steps, forecast);
            for (int i = 0, r = LatentDimension; i < forecast.Length; i++) forecast[i] = Decay * (i < r ? window[i] : forecast[i - r]);
        }
    }
}
