using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>The basis, alignment and transform of an experiment, from its files. Immutable: threads share it.</summary>
internal sealed class ReductionArtifacts
{
    private readonly SnapshotOperator snapshots;
    private readonly PodBasis basis;
    private readonly IReadOnlyList<ChannelBasis> further;
    private readonly ShiftTracks? tracks;

    private ReductionArtifacts(
        Grid grid, FieldTransform transform, ShiftTable? shifts, PodBasis basis, IReadOnlyList<ChannelBasis> further)
    {
        (TrainingShifts, tracks, this.basis, this.further) = (shifts?.Shifts, shifts?.Tracks, basis, further);
        var reference = shifts is null ? null : new CircularCorrelation(shifts.Reference, grid.Ny, grid.Nx);
        snapshots = new SnapshotOperator(grid, transform, reference, tracks is not null);
    }

    /// <summary>The shifts of each training run's frames; null without shift alignment.</summary>
    public IReadOnlyList<Shift[]>? TrainingShifts { get; }

    /// <summary>
    /// The shifts of each training run's frames as they were followed; null where each frame is aligned by itself.
    /// </summary>
    public IReadOnlyList<ShiftTrack>? TrainingTracks => tracks?.Runs;

    /// <summary>Returns the shift of a training frame, to a fraction of a cell where it was followed.</summary>
    /// <param name="run">Training run, from 0.</param>
    /// <param name="frame">Frame, from 0.</param>
    /// <returns>The shift; none without shift alignment.</returns>
    public SubcellShift TrainingShiftOf(int run, int frame) =>
        TrainingTracks is { } followed ? followed[run].Shifts[frame]
        : TrainingShifts is { } shifts ? new SubcellShift(shifts[run][frame].Dy, shifts[run][frame].Dx)
        : default;

    /// <summary>Latent dimension r: the modes of the density.</summary>
    public int LatentDimension => basis.ModeCount;

    /// <summary>The channels of a state: the density's, that of the shift's rate, those of further fields.</summary>
    public IReadOnlyList<LatentChannel> Channels => StateChannels.Of(LatentDimension, tracks?.Rate, further);

    /// <summary>Loads the files.</summary>
    /// <param name="basisPath">The POD basis.</param>
    /// <param name="shiftPath">Reference and shifts; null without shift alignment.</param>
    /// <param name="grid">The grid of densities.</param>
    /// <param name="transform">The transform before POD.</param>
    /// <param name="further">
    /// The channels of further fields, each with the file of its basis; null for one without modes.
    /// </param>
    /// <param name="tracks">Whether shifts are followed from frame to frame.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or has another grid.</exception>
    public static ReductionArtifacts Load(
        string basisPath, string? shiftPath, Grid grid, FieldTransform transform,
        IReadOnlyList<(FieldChannel Channel, string? Path)> further, bool tracks = false,
        CancellationToken cancellation = default)
    {
        var basis = BasisOf(basisPath, grid.CellCount, cancellation);
        ChannelBasis[] channels =
        [
            .. further.Select(one => new ChannelBasis(
                one.Channel,
                one.Path is null
                    ? null
                    : BasisOf(one.Path, checked(one.Channel.Fields.Count * grid.CellCount), cancellation))),
        ];
        var shifts = shiftPath is null ? null : ShiftTable.Read(shiftPath, grid.CellCount, cancellation);
        if (tracks && shifts?.Tracks is null)
            throw new InvalidDataException(
                $"{shiftPath}: expected shifts that were followed from frame to frame, found none; run with --force");
        return new ReductionArtifacts(grid, transform, shifts, basis, channels);
    }

    /// <summary>Creates a reducer for one thread.</summary>
    public Reducer Reducer() => new(snapshots, basis, further, tracks?.Rate);

    private static PodBasis BasisOf(string path, int cells, CancellationToken cancellation)
    {
        var basis = PodBasis.Load(path, cancellation);
        return basis.CellCount == cells
            ? basis
            : throw new InvalidDataException(
                $"{path}: expected modes of {NumberText.Count(cells, "cell")}, found {basis.CellCount}; run with "
                + "--force");
    }
}
