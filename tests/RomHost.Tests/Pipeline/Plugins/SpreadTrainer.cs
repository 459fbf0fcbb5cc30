using System.Globalization;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Pipeline.Plugins;

public sealed record SpreadOptions
{
    /// <summary>The first members, which overflow.</summary>
    public int Diverging { get; init; }
}

/// <summary>Forecasts the last state, and members about it.</summary>
internal sealed class SpreadTrainer(SpreadOptions options) : IRomModelTrainer
{
    public int MaxLag => 1;

    public IRomModel Train(LatentDataset data, TrainingContext context) => new SpreadModel(data.Dimension, options);

    public IRomModel Load(string directory) => new SpreadModel(
        int.Parse(File.ReadAllText(Path.Combine(directory, "spread.txt")), CultureInfo.InvariantCulture), options);

    private sealed class SpreadModel(int dimension, SpreadOptions options) : IEnsembleForecaster
    {
        public int Lag => 1;

        public int LatentDimension => dimension;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            for (int k = 0; k < steps; k++) window.CopyTo(forecast[(k * dimension)..]);
        }

        public void ForecastEnsemble(
            ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
        {
            new RandomStream(seed).NextGaussians(ensemble);
            for (int i = 0; i < ensemble.Length; i++) ensemble[i] += window[i % dimension];
            ensemble[..(options.Diverging * steps * dimension)].Fill(double.PositiveInfinity);
        }

        public void Save(string directory) => File.WriteAllText(
            Path.Combine(directory, "spread.txt"), dimension.ToString(CultureInfo.InvariantCulture));
    }
}
