using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>The size of training data, as far as it is known.</summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="Frames">Frames of a run at the models' step; 1 where only the run will tell.</param>
/// <param name="Dimension">Latent dimension r; 1 where the energy decides.</param>
internal readonly record struct TrainingSize(int Runs, int Frames, int Dimension)
{
    /// <summary>Asks a trainer why no training is possible, where the length of the runs is known.</summary>
    /// <param name="trainer">The trainer.</param>
    public ValidationResult? RefusalOf(IRomModelTrainer trainer) =>
        Frames > 1 ? trainer.RefusalOf(Runs, Frames, Dimension) : null;
}
