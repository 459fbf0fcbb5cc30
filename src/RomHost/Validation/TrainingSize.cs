using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>The size and channels of training data, as far as they are known.</summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="Frames">Frames of a run at the models' step; 1 where only the run will tell.</param>
/// <param name="Dimension">Latent dimension r; 1 where the energy decides.</param>
/// <param name="Channels">The channels of the states that the model sees, in order.</param>
internal sealed record TrainingSize(int Runs, int Frames, int Dimension, IReadOnlyList<string> Channels)
{
    /// <summary>
    /// Asks a trainer why no training is possible; about the size where the length of the runs is known.
    /// </summary>
    /// <param name="trainer">The trainer.</param>
    public ValidationResult? RefusalOf(IRomModelTrainer trainer) => trainer.RefusalOf(Channels)
        ?? (Frames > 1 ? trainer.RefusalOf(Runs, Frames, Dimension) : null);
}
