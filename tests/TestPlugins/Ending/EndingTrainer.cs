using System.Globalization;
using Rom.Abstractions;

namespace Ending;

/// <summary>Trains persistence.</summary>
public sealed class EndingTrainer : IRomModelTrainer
{
    private const string FileName = "dimension.txt";

    private readonly EndingOptions options;

    /// <summary>Creates the trainer.</summary>
    /// <param name="options">The act and its place.</param>
    public EndingTrainer(EndingOptions options)
    {
        this.options = options;
        options.Reach(Place.Constructor);
    }

    /// <inheritdoc/>
    public int MaxLag => 1;

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        options.Reach(Place.Train);
        return new Persistence(data.Dimension, options);
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory)
    {
        options.Reach(Place.Load);
        return new Persistence(
            int.Parse(File.ReadAllText(Path.Combine(directory, FileName)), CultureInfo.InvariantCulture), options);
    }

    private sealed class Persistence(int dimension, EndingOptions options) : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => dimension;

        public long ParameterCount => 0;

        public ModelComplexity Complexity => new(1, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Save(string directory)
        {
            options.Reach(Place.Save);
            File.WriteAllText(Path.Combine(directory, FileName), $"{dimension}");
        }

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            ForecastArguments.Check(this, window, steps, forecast);
            options.Reach(Place.Forecast);
            for (int k = 0; k < steps; k++) window.CopyTo(forecast[(k * dimension)..]);
        }
    }
}
