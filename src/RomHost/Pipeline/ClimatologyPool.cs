using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation.Ensembles;

namespace RomHost.Pipeline;

/// <summary>
/// Frames of the training runs' last quarters, of which ensembles of climatology are made: a sample by the
/// experiment's seed, with as many frames of each run.
/// </summary>
internal static class ClimatologyPool
{
    // Each run is a file to read; what is kept has a place in memory all the time.
    private const int MostRuns = 128, MostFrames = 1024, MostValues = 1 << 24;

    // Separates the stream from those of runs and trainings.
    private const ulong Stream = 0x636C696D61746F;

    /// <summary>Reads the sample.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="inputs">What the evaluations share.</param>
    /// <exception cref="InvalidDataException">A training run is missing or damaged.</exception>
    public static IReadOnlyList<ClimatologyMember> Read(ExperimentContext context, EvaluationInputs inputs)
    {
        var (states, reduction) = (inputs.TrainingStates, inputs.Reduction);
        int[] all = [.. Enumerable.Range(0, states.RunCount).Where(run => states.FrameCount(run) > 0)];
        int[] runs = [.. SpreadRuns.Of(all.Length, Math.Min(all.Length, MostRuns)).Select(k => all[k])];
        int cells = context.Components.Grid.CellCount;
        int each = Math.Max(1, Math.Min(MostFrames, MostValues / cells) / runs.Length);
        var members = new ClimatologyMember[runs.Length][];
        context.ForEach(runs.Length, k =>
        {
            int run = runs[k], first = Rom.Forecasting.Reduction.Climatology.FirstFrame(states.FrameCount(run));
            int count = states.FrameCount(run) - first;
            var random = new RandomStream(
                RandomStream.DeriveSeed(context.Experiment.Options.Seed, Stream, (ulong)run));
            var density = context.ReadDensity(context.Folder.Run(Split.Train, run));
            if (density.FrameCount != states.FrameCount(run))
                throw new InvalidDataException(
                    $"{context.Folder.Run(Split.Train, run).Density}: expected {states.FrameCount(run)} frames, found "
                    + $"{density.FrameCount}; run the experiment again");
            var reducer = reduction.Reducer();
            members[k] =
            [
                .. EvenDraw.Of(count, Math.Min(each, count), random).Select(drawn =>
                {
                    int t = first + drawn;
                    var (state, shift) = (states.State(run, t).ToArray(), reduction.TrainingShiftOf(run, t));
                    var error = reducer.ProjectionErrorOf(
                        density.Frame(t), reduction.TrainingShifts?[run][t] ?? default, state, new short[cells]);
                    return new ClimatologyMember(state, shift, error);
                }),
            ];
        });
        return [.. members.SelectMany(ofRun => ofRun)];
    }
}
