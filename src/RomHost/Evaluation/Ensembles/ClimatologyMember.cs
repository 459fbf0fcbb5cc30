using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace RomHost.Evaluation.Ensembles;

/// <summary>A frame of a training run, as a member of the ensemble of climatology.</summary>
/// <param name="State">The state of its density [r].</param>
/// <param name="Shift">Its shift.</param>
/// <param name="ProjectionError">What the modes leave out of its snapshot [cells].</param>
internal sealed record ClimatologyMember(double[] State, SubcellShift Shift, ProjectionError ProjectionError);
