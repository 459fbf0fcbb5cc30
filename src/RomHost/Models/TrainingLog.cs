using Rom.Abstractions;
using Rom.Forecasting.Plugins;

namespace RomHost.Models;

/// <summary>
/// The file among a saved model's that tells how its training went, as far as the plugin names one; the report shows
/// it.
/// </summary>
internal static class TrainingLog
{
    /// <summary>The column of epochs (<see cref="IRomModelTrainer.TrainingLog"/>).</summary>
    public const string Epoch = "epoch";

    /// <summary>The columns of losses, each with the data that it is a loss of.</summary>
    public static IReadOnlyList<(string Column, string Data)> Losses { get; } =
        [("train_loss", "training"), ("val_loss", "validation")];

    /// <summary>Reads the name of the training log.</summary>
    /// <param name="trainer">The model's trainer.</param>
    /// <param name="folder">The folder of the saved model.</param>
    /// <returns>A name without a folder; null where the plugin names none.</returns>
    /// <exception cref="ContractBreachException">The saved model has no such file.</exception>
    public static string? Of(IRomModelTrainer trainer, string folder)
    {
        if (trainer.TrainingLog is not { } name) return null;
        return NameIn(name) is not null && File.Exists(Path.Combine(folder, name))
            ? name
            : throw new ContractBreachException(
                $"TrainingLog: expected the name of a file that Save wrote, found '{name}'");
    }

    /// <summary>A text where it names a file without a folder, else null: a record may come from anywhere.</summary>
    /// <param name="text">The text.</param>
    public static string? NameIn(string? text) =>
        text is not (null or "" or "." or "..") && text.IndexOfAny(['/', '\\', ':', '\0']) < 0 ? text : null;
}
