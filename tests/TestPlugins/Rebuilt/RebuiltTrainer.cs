using System.Globalization;
using Rom.Abstractions;

namespace Rebuilt;

/// <summary>Persistence that fades by a factor that is part of the code and saved with the model.</summary>
public sealed class RebuiltTrainer : IRomModelTrainer
{
    private const string FileName = "model.txt";

    /// <inheritdoc/>
    public int MaxLag => 1;

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context) =>
        new Model(data.Dimension, RebuiltPlugin.Factor);

    /// <inheritdoc/>
    public IRomModel Load(string directory)
    {
        string[] parts = File.ReadAllText(Path.Combine(directory, FileName)).Split(' ');
        return new Model(
            int.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private sealed record Model(int LatentDimension, double Factor) : IRomModel
    {
        public int Lag => 1;

        public long ParameterCount => 0;

        public ModelComplexity Complexity => new(LatentDimension, "O(1)", "O(d)", new Dictionary<string, long>());

        public void Save(string directory) =>
            File.WriteAllText(
                Path.Combine(directory, FileName),
                string.Create(CultureInfo.InvariantCulture, $"{LatentDimension} {Factor}"));

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            ForecastArguments.Check(this, window, steps, forecast);
            for (int i = 0, r = LatentDimension; i < forecast.Length; i++)
                forecast[i] = Factor * (i < r ? window[i] : forecast[i - r]);
        }
    }
}
