using System.Globalization;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;
using Rom.Numerics.Files;
using Rom.Numerics.Svd;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Pipeline;

/// <summary>Aligns the training densities and builds the POD basis (stage 2). Snapshots stream from disk.</summary>
internal sealed class BuildPodBasis : Stage
{
    /// <summary>The key of what forecasts do with shifts.</summary>
    public const string ShiftForecastKey = "reduction.shift_forecast";

    // A move by less than this share of a cell in a step is rounding.
    private const double LeastMove = 1e-9;

    /// <inheritdoc/>
    public override string Name => StageNames.PodBasis;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) => [new(StageNames.TrainingData)];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context) => [new(ArtifactOf(context))];

    /// <inheritdoc/>
    public override double Run(ExperimentContext context) =>
        context.Store.Make(ArtifactOf(context), () => Build(context), context.Display).Record!.Seconds;

    /// <summary>Basis, alignment and spectra.</summary>
    /// <param name="context">The experiment.</param>
    public static Artifact ArtifactOf(ExperimentContext context)
    {
        var (store, runs) = (context.Store, context.Experiment.TrainRuns);
        return store.Declare("POD basis", context.Folder.StageRecord(StageNames.PodBasis), () =>
        {
            var inputs = store.Configured("reduction.");
            // A held shift is a matter of forecasts.
            if (!context.Experiment.Options.Reduction.TracksShifts) inputs.Remove(ShiftForecastKey);
            inputs[Staleness.Host] = HostBuild.Stages.ToString();
            inputs["upstream.train_runs"] = runs.Count.ToString(CultureInfo.InvariantCulture);
            inputs["upstream.train"] = GenerateEnsemble.EnsembleOf(context, Split.Train).Fingerprint;
            return inputs;
        }, facts => JsonText.Parse<PodFacts>(facts.ToJsonString()), new()
        {
            Files = context.Experiment.Options.Reduction.ShiftAlign == ShiftReference.None
                ? [context.Folder.PodBasis]
                : [context.Folder.PodBasis, context.Folder.ShiftAlign],
            FurtherFiles =
            [
                context.Folder.PodSpectra,
                .. context.Components.Channels.Select(channel => context.Folder.ChannelBasis(channel.Name)),
            ],
            Former = () => [context.Folder.ShiftAlign, .. context.Folder.ChannelBases()],
        });
    }

    private static MadeArtifact Build(ExperimentContext context)
    {
        context.Folder.Make(context.Folder.RomCommon);
        var frames = TrainingFrames.Of(context);
        var options = context.Experiment.Options.Reduction;
        double[]? reference = ReferenceOf(options.ShiftAlign, context, frames);
        var files = new List<string> { context.Folder.PodBasis };
        var grid = frames.Grid;
        var snapshots = new SnapshotOperator(
            grid,
            FieldTransform.Of(options.Transform, options.TransformEpsilon),
            reference is null ? null : new CircularCorrelation(reference, grid.Ny, grid.Nx),
            options.TracksShifts);
        var rows = new SnapshotRows(frames, snapshots);
        var pod = Decompose(context, rows);
        ShiftTracks? tracks = null;
        if (reference is null)
        {
            AtomicFile.Delete(context.Folder.ShiftAlign);
            AtomicFile.Delete(context.Folder.PodSpectra);
        }
        else
        {
            files.Add(context.Folder.ShiftAlign);
            if (options.TracksShifts) tracks = TracksOf(context, frames, rows);
            new ShiftTable(
                reference, options.ShiftAlign.ToString().ToLowerInvariant(),
                [.. Enumerable.Range(0, frames.RunCount).Select(rows.Shifts)])
            {
                Tracks = tracks,
            }
                .Write(context.Folder.ShiftAlign, grid.Ny, grid.Nx, context.Experiment.Compress);
        }
        PodBasis.Write(context.Folder.PodBasis, pod, context.Experiment.Compress);
        if (reference is not null && WriteSpectra(context, frames, rows, snapshots))
            files.Add(context.Folder.PodSpectra);
        var channels = new FurtherBases(context, frames, rows.Shifts).Make();
        files.AddRange(channels.Select(channel => context.Folder.ChannelBasis(channel.Name)).Where(File.Exists));

        var facts = new PodFacts(
            pod.Rank, pod.EnergyRatio, options.Transform.ToString().ToLowerInvariant(),
            options.ShiftAlign.ToString().ToLowerInvariant(), pod.Rows, grid.CellCount, pod.TotalEnergy, pod.Converged)
        {
            Channels = channels.Count == 0 ? null : channels,
            ShiftJumps = tracks?.Runs.Sum(run => run.Jumps.Count),
        };
        return new(files, JsonText.Tree(facts)!.AsObject());
    }

    private static ShiftTracks TracksOf(ExperimentContext context, TrainingFrames frames, SnapshotRows rows)
    {
        ShiftTrack[] runs = [.. Enumerable.Range(0, frames.RunCount).Select(run => rows.Track(run)!)];
        // The step is the same in all runs of more than one frame.
        int longer = Array.FindIndex(runs, run => run.Shifts.Count > 1);
        double timeStep = longer < 0 ? 1 : frames.TimeStep(longer);
        double[][] rates = [.. runs.Select(track => ShiftRate.Of(track, frames.Grid, timeStep, first: default))];
        int jumps = runs.Sum(run => run.Jumps.Count), steps = runs.Sum(run => Math.Max(0, run.Shifts.Count - 1));
        if (jumps > 0)
        {
            context.Display.Warn(
                $"in {jumps} of {NumberText.Count(steps, "step")} between training frames the shift jumps from one "
                + "peak of the correlation to another, as where a cluster dissolves: there the frame changes and the "
                + "swarm does not, and forecasts of place say less");
        }
        double least = LeastMove * Math.Min(frames.Grid.Dx, frames.Grid.Dy) / timeStep;
        return new ShiftTracks(runs, ShiftRate.Fit(rates, least));
    }

    private static double[]? ReferenceOf(ShiftReference method, ExperimentContext context, IFrameSource frames)
    {
        var reference = new FrameReference(frames, context.Threads);
        return method switch
        {
            ShiftReference.None => null,
            ShiftReference.First => reference.First(),
            ShiftReference.Median => reference.Median(context.Cancellation),
            _ => reference.Mean(context.Cancellation),
        };
    }

    private static TruncatedSvd Decompose(ExperimentContext context, SnapshotRows rows)
    {
        var options = context.Experiment.Options.Reduction;
        RankRule rule = options.Modes is { } modes
            ? new RankRule.FixedRank(modes)
            : new RankRule.EnergyThreshold(options.Energy);
        using var task = context.Display.Begin("POD", 1, "");
        var pod = Decompose(context, rows, rule);
        PodBasis.Check(pod);
        task.Report(
            1,
            $"{NumberText.Count(pod.Rank, "mode")} of {NumberText.Count(pod.Rows, "snapshot")}, with "
            + $"{NumberText.Percent(pod.EnergyRatio)} of the energy");
        if (!pod.Converged)
        {
            context.Display.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"POD did not converge in {NumberText.Count(pod.Passes, "pass", "passes")}: modes at the cut may be "
                + $"off by an angle of {NumberText.Of(pod.SubspaceError, 2)}; "
                + $"other values of reduction.modes may lie at a gap of the spectrum"));
        }
        if (FurtherBases.RankOf(pod) is var rank && rank < pod.Rank)
        {
            context.Display.Warn(
                $"the {pod.Rows} snapshots differ in {NumberText.Count(rank, "direction")} only: the modes after them "
                + $"hold no energy and are arbitrary; reduction.modes: {rank} loses nothing");
        }
        return pod;
    }

    private static TruncatedSvd Decompose(ExperimentContext context, SnapshotRows rows, RankRule rule)
    {
        CheckCount(Enumerable.Range(0, rows.BlockCount).Sum(run => (long)rows.RowCount(run)), rule);
        try
        {
            return StreamedSvd.Compute(
                rows, rule, new StreamedSvdOptions { Threads = context.Threads }, context.Cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(
                $"there is no POD of the training snapshots: {e.Message} (rows are frames, run after run; columns are "
                + "cells). POD needs finite densities that are not all equal: let particles move, "
                + "or train on runs that begin differently", e);
        }
    }

    // Where only the runs determine their lengths, this was unknown before.
    internal static void CheckCount(long snapshots, RankRule rule)
    {
        if (snapshots == 1)
        {
            throw new InvalidDataException(
                "expected several training snapshots, found 1: the runs are not longer than one step; lower "
                + "simulator.dt or reduction.subsample, or raise train.duration");
        }
        if (rule is RankRule.FixedRank fixedRank && fixedRank.R > snapshots)
        {
            throw new InvalidDataException(
                $"expected at most as many modes as there are training snapshots, {snapshots}, found {fixedRank.R}; "
                + "lower reduction.modes, or train on more or longer runs");
        }
    }

    // Used only by the report, where a failed decomposition is missing.
    private static bool WriteSpectra(
        ExperimentContext context, TrainingFrames frames, SnapshotRows rows, SnapshotOperator snapshots)
    {
        try
        {
            SampledSpectra.Of(frames, rows.Shifts, snapshots, context.ForEach, context.Cancellation)
                .Write(context.Folder.PodSpectra, context.Experiment.Compress);
            return true;
        }
        catch (InvalidDataException e)
        {
            AtomicFile.Delete(context.Folder.PodSpectra);
            context.Display.Warn($"the spectra with and without alignment are missing in the report: {e.Message}");
            return false;
        }
    }
}
