namespace RomHost.Validation;

/// <summary>The size of an ensemble, as far as it is known before computing; 1 frame where it is unknown.</summary>
/// <param name="Section">Its place in the configuration: <c>Train</c> or <c>Test</c>.</param>
/// <param name="Runs">Number of runs.</param>
/// <param name="DensityFrames">Frames of a run's density.</param>
/// <param name="RomFrames">Those of them that reduced-order models use.</param>
internal sealed record EnsembleSize(string Section, int Runs, int DensityFrames, int RomFrames);
