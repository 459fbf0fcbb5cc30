using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace PlantedPlugin;

/// <summary>Registers a model whose options set the duration of its forecasts.</summary>
public sealed class PlantedPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) =>
        services.AddRomModel<PlantedTrainer, PlantedOptions>("planted");
}

/// <summary>Options of the model.</summary>
public sealed record PlantedOptions
{
    /// <summary>Number of repetitions of the work in a step.</summary>
    [Range(1, 1000)]
    public int Repeats { get; init; } = 20;
}

/// <summary>Trains the model.</summary>
/// <param name="options">The options.</param>
public sealed class PlantedTrainer(PlantedOptions options) : IRomModelTrainer
{
    private const string FileName = "repeats.txt";

    /// <inheritdoc/>
    public int MaxLag => 1;

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context) => new Model(data.Dimension, options.Repeats);

    /// <inheritdoc/>
    public IRomModel Load(string directory)
    {
        string[] numbers = File.ReadAllText(Path.Combine(directory, FileName)).Split(' ');
        return new Model(
            int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    private sealed class Model(int dimension, int repeats) : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => dimension;

        public long ParameterCount => 0;

        public ModelComplexity Complexity => new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Save(string directory) =>
            File.WriteAllText(
                Path.Combine(directory, FileName),
                string.Create(CultureInfo.InvariantCulture, $"{dimension} {repeats}"));

        // Steps of a logistic map, each of which depends on the one before: the time is proportional to their number.
        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            ForecastArguments.Check(this, window, steps, forecast);
            double x = 0.3;
            for (int step = 0; step < steps; step++)
            {
                for (int i = 0; i < 100 * repeats; i++) x = 3.7 * x * (1 - x);
                forecast.Slice(step * dimension, dimension).Fill(x);
            }
        }
    }
}
