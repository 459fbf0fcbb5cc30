namespace RomHost.Validation;

/// <summary>The size of training data, as far as it is known.</summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="Frames">Frames of a run at the models' step; 1 where only the run will tell.</param>
/// <param name="Dimension">Latent dimension r; 1 where the energy decides.</param>
internal readonly record struct TrainingSize(int Runs, int Frames, int Dimension);
