using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

public sealed class PluginIdentifierPlugin : IRomPlugin
{
    public void Configure(IServiceCollection services) =>
        services.AddRomModel<PluginIdentifierTrainer, PluginIdentifierOptions>("plugin-name");
}
public sealed record PluginIdentifierOptions { [Range(0.0, 1.0)] public double Decay { get; init; } = 1; }

public sealed class PluginIdentifierTrainer(PluginIdentifierOptions options) : IRomModelTrainer
{
    public int MaxLag => 1;
    public IRomModel Train(LatentDataset data, TrainingContext context) => new Model(data.Dimension, options.Decay);
    public IRomModel Load(string folder) => File.Exists(Path.Combine(folder, "r.txt"))
        && File.ReadAllText(Path.Combine(folder, "r.txt")) is ['r', '=', .. var n, ';'] && int.TryParse(n, out int r)
        ? new Model(r, options.Decay) : throw new InvalidDataException($"expected 'r=…;' in r.txt of {folder}");
    private sealed record Model(int LatentDimension, double Decay, int Lag = 1, long ParameterCount = 0) : IRomModel
    {
        public ModelComplexity Complexity => new(LatentDimension, "O(1)", "O(d)", new Dictionary<string, long>());
        public void Save(string folder) => File.WriteAllText(Path.Combine(folder, "r.txt"), $"r={LatentDimension};");
        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            ForecastArguments.Check(this, window, steps, forecast);
            for (int i = 0, r = LatentDimension; i < forecast.Length; i++)
                forecast[i] = Decay * (i < r ? window[i] : forecast[i - r]);
        }
    }
}
