using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Windows;
using Rom.Numerics.Fft;
using RomHost.Configuration.Sections;

namespace RomHost.Evaluation;

/// <summary>
/// Evaluates models on one test run: closed-loop forecast from the last true window, lifting, inverse transform, clamp
/// and mass, scores in double precision. Not thread-safe.
/// </summary>
/// <param name="reducer">Basis, transform and shifts of the experiment.</param>
/// <param name="options">The configuration's evaluation part.</param>
/// <param name="reference">The truth of the run.</param>
/// <param name="leads">The leads up to which forecasts are scored.</param>
/// <param name="climatology">The errors of the better climatology on this run; null without references.</param>
internal sealed class ForecastEvaluation(
    Reducer reducer, EvaluationOptions options, RunReference reference, IReadOnlyList<Lead> leads,
    ErrorCurve? climatology)
{
    /// <summary>The truth of the run, with which forecasts are compared.</summary>
    public RunReference Reference => reference;

    /// <summary>What forecasts do with shifts.</summary>
    public ShiftForecast ShiftForecast { get; init; }

    /// <summary>What tells forecasts that grow; null where nobody asks.</summary>
    public FarthestState? Farthest { get; init; }

    /// <summary>Evaluates a model.</summary>
    /// <param name="model">The model, whose lag is at most the frames before the forecast.</param>
    /// <param name="channels">The channels of the state that it uses; null for all.</param>
    /// <param name="variance">The variance that its forecasts leave; null to lift its states alone.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <returns>Scores, R² over time and the predicted density.</returns>
    public ForecastResult Evaluate(
        IRomModel model, IReadOnlyCollection<string>? channels, LiftedVariance? variance,
        CancellationToken cancellation)
    {
        var (run, start) = (reference.Run, reference.Start);
        int r = model.LatentDimension, steps = run.FrameCount - start, cells = run.Density.Grid.CellCount;
        var latent = new double[steps * r];
        var known = run.StatesOf(channels);
        double[] trajectory = known.Length == run.Latent.Length ? run.Latent : known.ToArray();
        int pod = reducer.LatentDimension; // the leading coordinates of a state, which are lifted and scored
        // A copy: a read-only span does not prevent a plugin from writing, and the next model forecasts from the same
        // states.
        var window = new double[model.Lag * r];
        ReadOnlySpan<double> WindowBefore(int frame)
        {
            trajectory.AsSpan((frame - model.Lag) * r, window.Length).CopyTo(window);
            return window;
        }

        model.Forecast(WindowBefore(start), steps, latent);
        var lift = new DensityLift(reducer, options.Constraint, run.Density.Frame(start - 1), variance);
        var predicted = new float[run.FrameCount * cells];
        reference.Conditioning.CopyTo(predicted);

        var (truth, field, lab, heldLab) =
            (new double[cells], new double[cells], new double[cells], new double[cells]);
        var shift = new IntegratedShift(reducer, channels, run.ShiftOf(start - 1), run.TimeStep);
        Shift[] shifts = [.. run.Shifts];
        var place = new PlaceErrors(run, reducer.Grid);
        var heldErrors = new double[steps];
        var (scores, labScores) = (new FieldScores(), new FieldScores());
        var (latentScores, oneStepScores) = (new FieldScores(), new FieldScores());
        var oneStep = new double[r];
        long negative = 0;
        bool isFinite = true;
        bool isConstrained = options.Constraint.IsActive;
        double unconstrainedError = 0;
        for (int t = start; t < run.FrameCount; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            var state = latent.AsSpan((t - start) * r, pod);
            reference.Truth(t, truth);
            isFinite &= StateRange.Contains(state);
            lift.LiftUnconstrained(state, t - start, field);
            negative += CountNegative(field);
            if (isConstrained) unconstrainedError += SquaredError.Of(reference.AlignedTruth(t), field);
            lift.Constrain(field);
            scores.Add(truth, field);
            latentScores.Add(run.State(t), state);
            // In the lab frame nothing of the forecast period is known, not even the position of the swarm.
            isFinite &= shift.Advance(latent.AsSpan((t - start) * r, r));
            var rolled = shift.Present.Rounded;
            reducer.Unalign(field, rolled, lab);
            if (ShiftForecast != ShiftForecast.None) shifts[t] = rolled;
            reducer.Unalign(field, shifts[t], predicted.AsSpan(t * cells, cells));
            place.Add(t, shift.Present);
            if (shift.IsForecast)
            {
                reducer.Unalign(field, run.Shifts[start - 1], heldLab);
                heldErrors[t - start] = SquaredError.Of(run.Density.Frame(t), heldLab);
            }

            model.Forecast(WindowBefore(t), 1, oneStep);
            lift.Lift(oneStep.AsSpan(0, pod), 0, field);
            oneStepScores.Add(truth, field);

            TensorPrimitives.ConvertTruncating(run.Density.Frame(t), truth);
            labScores.Add(truth, lab);
        }

        if (!isFinite || !predicted.All(float.IsFinite))
        {
            // Means over the frames before the overflow would flatter the model.
            return new ForecastResult(
                false, ForecastScores.None(start, steps), [], scores.SnapshotR2, latentScores.SnapshotR2,
                reference.Pod.SnapshotR2, null)
            {
                LabR2 = labScores.SnapshotR2,
                PositionErrors = place.Distances,
            };
        }
        var curve = new ErrorCurve(scores, cells, scores.SquaredErrors);
        double inLab = labScores.SquaredErrors.Sum(), projected = reference.Pod.SquaredErrors.Sum();
        double unconstrained = isConstrained ? unconstrainedError : curve.Total;
        double count = (double)steps * cells;
        var forecastShift = ShiftForecast == ShiftForecast.None
            ? null
            : new ShiftScores(
                new ErrorCurve(labScores, cells, labScores.SquaredErrors),
                new ErrorCurve(labScores, cells, shift.IsForecast ? heldErrors : labScores.SquaredErrors), place);
        return new ForecastResult(
            true,
            new ForecastScores(forecastShift?.Of(reference))
            {
                [Score.R2] = scores.R2,
                [Score.R2SnapshotMean] = scores.MeanSnapshotR2,
                [Score.R2Latent] = latentScores.R2,
                [Score.R2Pod] = reference.Pod.R2,
                [Score.R2OneStep] = oneStepScores.R2,
                [Score.Rmse] = scores.Rmse,
                [Score.RmseLatent] = latentScores.Rmse,
                [Score.RmsePod] = reference.Pod.Rmse,
                [Score.RelativeL1] = scores.RelativeL1,
                [Score.RelativeL2] = scores.RelativeL2,
                [Score.RelativeLinf] = scores.RelativeLinf,
                [Score.MaxMassViolation] = scores.MaxMassViolation,
                [Score.NegativityFraction] = (double)negative / ((long)steps * cells),
                [Score.ConditioningFrames] = start,
                [Score.ForecastFrames] = steps,
                [Score.R2Lab] = labScores.R2,
                [Score.RmseLab] = labScores.Rmse,
                // From the truth to the forecast in steps: each adds to the squared error, or takes from it.
                [Score.ErrorOfProjection] = projected / count,
                [Score.ErrorOfLatentForecast] = (unconstrained - projected) / count,
                [Score.ErrorOfLifting] = (curve.Total - unconstrained) / count,
                [Score.ErrorOfShift] = (inLab - curve.Total) / count,
                [Score.Horizon] = reference.LeadOf(curve.FramesAbove()),
                [Score.ClimatologyHorizon] =
                    climatology is null ? double.NaN : reference.LeadOf(curve.FramesBetterThan(climatology)),
            },
            forecastShift?.At(LeadScore.Of(curve, leads)) ?? LeadScore.Of(curve, leads),
            scores.SnapshotR2, latentScores.SnapshotR2, reference.Pod.SnapshotR2,
            new DensityMovie(run.Density.Grid, run.Density.Times.ToArray(), predicted))
        {
            LabR2 = labScores.SnapshotR2,
            PositionErrors = place.Distances,
            Shifts = shifts,
            FirstBeyond = Farthest?.FirstBeyond(latent, r),
        };
    }

    private long CountNegative(ReadOnlySpan<double> field)
    {
        long count = 0;
        foreach (double value in field)
        {
            if (value < reducer.Floor) count++;
        }
        return count;
    }
}
