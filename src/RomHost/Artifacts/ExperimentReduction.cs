using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using RomHost.Configuration.Sections;

namespace RomHost.Artifacts;

/// <summary>The reduction of an experiment, from its files.</summary>
internal static class ExperimentReduction
{
    /// <summary>Loads the reduction.</summary>
    /// <param name="context">The experiment, whose basis was built.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or has another grid.</exception>
    public static ReductionArtifacts Load(ExperimentContext context)
    {
        var (options, folder) = (context.Experiment.Options.Reduction, context.Folder);
        return ReductionArtifacts.Load(
            folder.PodBasis,
            options.ShiftAlign == ShiftReference.None ? null : folder.ShiftAlign,
            context.Components.Grid,
            TransformOf(options),
            [.. context.Components.Channels.Select(channel => (channel, BasisFileOf(folder, channel)))],
            options.TracksShifts,
            context.Cancellation);
    }

    /// <summary>Loads the way of a density to a snapshot, for which the modes do not matter.</summary>
    /// <param name="context">The experiment, whose shift reference was found.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or has another grid.</exception>
    public static SnapshotOperator LoadSnapshots(ExperimentContext context)
    {
        var (options, grid) = (context.Experiment.Options.Reduction, context.Components.Grid);
        double[]? reference = options.ShiftAlign == ShiftReference.None
            ? null
            : ShiftTable.Read(context.Folder.ShiftAlign, grid.CellCount, context.Cancellation).Reference;
        return new SnapshotOperator(
            grid, TransformOf(options),
            reference is null ? null : new CircularCorrelation(reference, grid.Ny, grid.Nx),
            options.TracksShifts);
    }

    /// <summary>Whether the density of a mean snapshot is the mean of the densities.</summary>
    /// <param name="options">The configuration's reduction part.</param>
    public static bool IsLinear(ReductionOptions options) => TransformOf(options).IsLinear;

    // A channel whose fields never change has no modes, and no file.
    private static string? BasisFileOf(ExperimentFolder folder, FieldChannel channel) =>
        folder.ChannelBasis(channel.Name) is var path && File.Exists(path) ? path : null;

    private static FieldTransform TransformOf(ReductionOptions options) =>
        FieldTransform.Of(options.Transform, options.TransformEpsilon);
}
