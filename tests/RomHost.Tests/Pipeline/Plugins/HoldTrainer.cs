using System.Globalization;
using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Plugins;

public sealed record HoldOptions
{
    /// <summary>What training throws; null for nothing.</summary>
    public string? Throws { get; init; }

    /// <summary>Whether forecasts leave the finite numbers.</summary>
    public bool Overflows { get; init; }

    /// <summary>The name of its file.</summary>
    public string File { get; init; } = "hold.txt";
}

/// <summary>Forecasts the last state.</summary>
internal sealed class HoldTrainer(HoldOptions options) : IRomModelTrainer
{
    public int MaxLag => 1;

    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        if (options.Throws == "diverged") throw new TrainingDivergedException("it left the finite numbers");
        return options.Throws is { } message
            ? throw new InvalidOperationException(message)
            : new HoldModel(data.Dimension, options);
    }

    public IRomModel Load(string directory) => new HoldModel(
        int.Parse(File.ReadAllText(Path.Combine(directory, options.File)), CultureInfo.InvariantCulture), options);

    private sealed class HoldModel(int dimension, HoldOptions options) : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => dimension;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            for (int k = 0; k < steps; k++) window.CopyTo(forecast[(k * dimension)..]);
            if (options.Overflows) forecast.Fill(double.PositiveInfinity);
        }

        public void Save(string directory) => File.WriteAllText(
            Path.Combine(directory, options.File), dimension.ToString(CultureInfo.InvariantCulture));
    }
}
