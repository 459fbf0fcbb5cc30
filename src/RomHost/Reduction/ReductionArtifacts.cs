using Rom.Abstractions;
using Rom.Numerics.Fft;
using RomHost.Artifacts;
using RomHost.Configuration.Sections;

namespace RomHost.Reduction;

/// <summary>Basis, alignment and transform of an experiment, as its files hold them. Immutable: threads share it.</summary>
internal sealed class ReductionArtifacts
{
    private readonly SnapshotOperator snapshots;
    private readonly PodBasis basis;

    private ReductionArtifacts(Grid grid, FieldTransform transform, ShiftTable? shifts, PodBasis basis)
    {
        (TrainingShifts, this.basis) = (shifts?.Shifts, basis);
        var reference = shifts is null ? null : new CircularCorrelation(shifts.Reference, grid.Ny, grid.Nx);
        snapshots = new SnapshotOperator(grid, transform, reference);
    }

    /// <summary>The shifts of each training run's frames; null without shift alignment.</summary>
    public IReadOnlyList<Shift[]>? TrainingShifts { get; }

    /// <summary>Latent dimension r.</summary>
    public int LatentDimension => basis.ModeCount;

    /// <summary>Loads the files.</summary>
    /// <param name="context">The stage's context.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or of another grid.</exception>
    public static ReductionArtifacts Load(ExperimentContext context)
    {
        var options = context.Experiment.Options.Reduction;
        var grid = context.Components.Grid;
        var basis = PodBasis.Load(context.Folder.PodBasis);
        if (basis.CellCount != grid.CellCount)
        {
            throw new InvalidDataException(
                $"{context.Folder.PodBasis}: expected modes of {grid.CellCount} cells, found {basis.CellCount}; run with --force");
        }
        return new ReductionArtifacts(
            grid,
            FieldTransform.Of(options.Transform, options.TransformEpsilon),
            options.ShiftAlign == ShiftReference.None ? null : ShiftTable.Read(context.Folder.ShiftAlign, grid.CellCount),
            basis);
    }

    /// <summary>A reducer for one thread.</summary>
    public Reducer Reducer() => new(snapshots, basis);
}
