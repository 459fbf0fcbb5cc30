using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>The basis, alignment and transform of an experiment, from its files. Immutable: threads share it.</summary>
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
    /// <param name="basisPath">The POD basis.</param>
    /// <param name="shiftPath">Reference and shifts; null without shift alignment.</param>
    /// <param name="grid">The grid of densities.</param>
    /// <param name="transform">The transform before POD.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or has another grid.</exception>
    public static ReductionArtifacts Load(
        string basisPath, string? shiftPath, Grid grid, FieldTransform transform,
        CancellationToken cancellation = default)
    {
        var basis = PodBasis.Load(basisPath, cancellation);
        if (basis.CellCount != grid.CellCount)
        {
            throw new InvalidDataException(
                $"{basisPath}: expected modes of {NumberText.Count(grid.CellCount, "cell")}, "
                + $"found {basis.CellCount}; run with --force");
        }
        var shifts = shiftPath is null ? null : ShiftTable.Read(shiftPath, grid.CellCount, cancellation);
        return new ReductionArtifacts(grid, transform, shifts, basis);
    }

    /// <summary>Creates a reducer for one thread.</summary>
    public Reducer Reducer() => new(snapshots, basis);
}
