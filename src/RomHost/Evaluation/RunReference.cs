using System.Numerics.Tensors;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using RomHost.Configuration.Sections;

namespace RomHost.Evaluation;

/// <summary>
/// What all models are judged by on one test run, made once: the aligned truth, the truth seen through the modes, and
/// the scores of that, which are the POD ceiling.
/// </summary>
internal sealed class RunReference
{
    private readonly float[] aligned; // of the forecast frames; rolled and not rounded, so single precision holds it
    private readonly float[] conditioning;
    private readonly int cells;

    /// <summary>Makes the references of a run.</summary>
    /// <param name="reducer">Basis, transform and shifts of the experiment.</param>
    /// <param name="options">The configuration's evaluation part.</param>
    /// <param name="run">The test run, reduced.</param>
    /// <param name="start">The first forecast frame, at least 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    public RunReference(
        Reducer reducer, EvaluationOptions options, ReducedRun run, int start, CancellationToken cancellation)
    {
        (Run, Start, cells) = (run, start, run.Density.Grid.CellCount);
        var lift = new DensityLift(reducer, options.Constraint, run.Density.Frame(start - 1));
        var (truth, seen) = (new double[cells], new double[cells]);
        conditioning = new float[start * cells];
        for (int t = 0; t < start; t++)
        {
            lift.LiftUnconstrained(run.State(t), 0, seen);
            reducer.Unalign(seen, run.Shifts[t], conditioning.AsSpan(t * cells, cells));
        }
        aligned = new float[(run.FrameCount - start) * cells];
        for (int t = start; t < run.FrameCount; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            reducer.Align(run.Density.Frame(t), run.Shifts[t], aligned.AsSpan((t - start) * cells, cells));
            Truth(t, truth);
            lift.LiftUnconstrained(run.State(t), 0, seen);
            Pod.Add(truth, seen);
        }
    }

    /// <summary>The test run, reduced.</summary>
    public ReducedRun Run { get; }

    /// <summary>The first forecast frame.</summary>
    public int Start { get; }

    /// <summary>The scores of the truth seen through the modes.</summary>
    public FieldScores Pod { get; } = new();

    /// <summary>The frames before the forecast, seen through the modes, in the lab frame [start, cells].</summary>
    public ReadOnlySpan<float> Conditioning => conditioning;

    /// <summary>The true density of a forecast frame in the aligned frame.</summary>
    /// <param name="frame">Frame of the run, from <see cref="Start"/>.</param>
    /// <param name="density">Receives it [cells].</param>
    public void Truth(int frame, Span<double> density) =>
        TensorPrimitives.ConvertTruncating(AlignedTruth(frame), density);

    /// <summary>The true density of a forecast frame in the aligned frame [cells].</summary>
    /// <param name="frame">Frame of the run, from <see cref="Start"/>.</param>
    public ReadOnlySpan<float> AlignedTruth(int frame) => aligned.AsSpan((frame - Start) * cells, cells);

    /// <summary>Returns the time from the last known frame to the last of some forecast frames.</summary>
    /// <param name="frames">Their number; 0 is no time.</param>
    public double LeadOf(int frames) =>
        frames == 0 ? 0 : Run.Density.Times[Start + frames - 1] - Run.Density.Times[Start - 1];
}
