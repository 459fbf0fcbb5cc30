using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Plugins;

public sealed record FactorOptions : IValidatableObject
{
    /// <summary>The next state over the present one.</summary>
    [Range(0.0, 2.0)]
    public double Factor { get; init; } = 1;

    /// <summary>Frames in the window.</summary>
    [Range(1, 100)]
    public int Window { get; init; } = 1;

    /// <summary>Steps after which a forecast explodes; null for never.</summary>
    public int? ExplodesAfter { get; init; }

    /// <summary>What such a forecast is multiplied by then.</summary>
    public double Explosion { get; init; } = 1e6;

    /// <summary>What training throws; null for nothing.</summary>
    public string? Throws { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Factor > 1.5 && Window > 1)
            yield return new ValidationResult("such a factor needs a window of 1", [nameof(Factor)]);
    }
}

/// <summary>Forecasts each state as a multiple of the one before it, whatever it is trained on.</summary>
internal sealed class FactorTrainer(FactorOptions options) : IRomModelTrainer
{
    public int MaxLag => options.Window;

    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        if (options.Throws == "diverged") throw new TrainingDivergedException("it left the finite numbers");
        return options.Throws is { } message
            ? throw new InvalidOperationException(message)
            : new FactorModel(options, data.Dimension);
    }

    public IRomModel Load(string directory) => new FactorModel(
        options, int.Parse(File.ReadAllText(Path.Combine(directory, "factor.txt")), CultureInfo.InvariantCulture));

    private sealed class FactorModel(FactorOptions options, int dimension) : IRomModel
    {
        public int Lag => options.Window;

        public int LatentDimension => dimension;

        public long ParameterCount => 1;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            var last = window[^dimension..];
            for (int k = 0; k < steps; k++)
            {
                double factor = Math.Pow(options.Factor, k + 1) * (k >= options.ExplodesAfter ? options.Explosion : 1);
                for (int c = 0; c < dimension; c++) forecast[(k * dimension) + c] = factor * last[c];
            }
        }

        public void Save(string directory) => File.WriteAllText(
            Path.Combine(directory, "factor.txt"), dimension.ToString(CultureInfo.InvariantCulture));
    }
}
