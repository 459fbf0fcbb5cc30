namespace RomHost.Validation;

/// <summary>How large an ensemble is, as far as that is known before it is computed; 1 frame where it is not.</summary>
/// <param name="Section">Its place in the configuration: <c>Train</c> or <c>Test</c>.</param>
/// <param name="Runs">Number of runs.</param>
/// <param name="DensityFrames">Frames of a run's density.</param>
/// <param name="RomFrames">Those of them that reduced-order models see.</param>
internal sealed record EnsembleSize(string Section, int Runs, int DensityFrames, int RomFrames);
