using System.Globalization;
using System.Resources;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Worded;

/// <summary>Registers a model that fails in the language of its options.</summary>
public sealed class WordedPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<WordedTrainer, WordedOptions>("worded");
}

/// <summary>Options of the model.</summary>
public sealed record WordedOptions
{
    /// <summary>The language of its texts.</summary>
    public string Language { get; init; } = "";
}

/// <summary>Fails with a text from its resources, and a number in the language's format.</summary>
/// <param name="options">The language.</param>
public sealed class WordedTrainer(WordedOptions options) : IRomModelTrainer
{
    private static readonly ResourceManager Texts = new("Worded.Texts", typeof(WordedTrainer).Assembly);

    /// <inheritdoc/>
    public int MaxLag => 1;

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        var culture = CultureInfo.GetCultureInfo(options.Language);
        throw new TrainingDivergedException(string.Create(
            culture, $"{Texts.GetString("Refusal", culture)}: {1.5}, here {CultureInfo.CurrentCulture.Name}{1.5}"));
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => throw new InvalidDataException(directory);
}
