using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Fft;
using RomHost.Configuration.Sections;
using RomHost.Reduction;

namespace RomHost.Evaluation;

/// <summary>
/// Judges one model on one test run: closed-loop forecast from the last true window, lifting, inverse transform, clamp and
/// mass, scores in double precision.
/// </summary>
/// <param name="reduction">Basis, transform and shifts of the experiment.</param>
/// <param name="options">The configuration's evaluation part.</param>
internal sealed class ForecastEvaluation(Reducer reduction, EvaluationOptions options)
{
    /// <summary>Evaluates a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="run">The test run, reduced.</param>
    /// <param name="start">The first forecast frame, at least the model's lag.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <returns>Scores, R² over time and the predicted density.</returns>
    public ForecastResult Evaluate(IRomModel model, ReducedRun run, int start, CancellationToken cancellation)
    {
        int r = model.LatentDimension, steps = run.FrameCount - start, cells = run.Density.Grid.CellCount;
        var latent = new double[steps * r];
        // A copy: a read-only span keeps no plugin from writing, and the next model forecasts from the same states.
        var window = new double[model.Lag * r];
        ReadOnlySpan<double> WindowBefore(int frame)
        {
            run.Latent.AsSpan((frame - model.Lag) * r, window.Length).CopyTo(window);
            return window;
        }
        model.Forecast(WindowBefore(start), steps, latent);

        double mass = MassConstraint.MassOf(run.Density.Frame(start - 1)), meanDensity = mass / cells;
        var predicted = new float[run.FrameCount * cells];
        var (truth, field, podField, scratch) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        for (int t = 0; t < start; t++)
        {
            LiftTrue(run, t, meanDensity, podField);
            Store(podField, run.Shifts[t], scratch, predicted, t);
        }

        var (scores, podScores, labScores) = (new FieldScores(), new FieldScores(), new FieldScores());
        var (latentScores, oneStepScores) = (new FieldScores(), new FieldScores());
        var oneStep = new double[r];
        long negative = 0;
        for (int t = start; t < run.FrameCount; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            var state = latent.AsSpan((t - start) * r, r);
            reduction.Align(run.Density.Frame(t), run.Shifts[t], truth);

            reduction.LiftToDensity(state, meanDensity, field);
            negative += CountNegative(field);
            MassConstraint.Apply(options, field, mass, scratch);
            scores.Add(truth, field);
            Store(field, run.Shifts[t], scratch, predicted, t);

            LiftTrue(run, t, meanDensity, podField);
            podScores.Add(truth, podField);
            latentScores.Add(run.State(t), state);

            // What is left of the score when nothing of the forecast period is known, not even where the swarm is.
            reduction.Unalign(field, run.Shifts[start - 1], scratch);
            TensorPrimitives.ConvertTruncating(run.Density.Frame(t), truth);
            labScores.Add(truth, scratch);

            model.Forecast(WindowBefore(t), 1, oneStep);
            reduction.LiftToDensity(oneStep, meanDensity, field);
            MassConstraint.Apply(options, field, mass, scratch);
            reduction.Align(run.Density.Frame(t), run.Shifts[t], truth);
            oneStepScores.Add(truth, field);
        }
        bool finite = latent.All(double.IsFinite) && predicted.All(float.IsFinite);
        return new ForecastResult(
            finite,
            new ForecastScores(
                scores.R2, scores.MeanSnapshotR2, latentScores.R2, podScores.R2, oneStepScores.R2, scores.Rmse, latentScores.Rmse,
                podScores.Rmse, scores.RelativeL1, scores.RelativeL2, scores.RelativeLinf, scores.MaxMassViolation,
                (double)negative / ((long)steps * cells), start, steps, labScores.R2),
            scores.SnapshotR2, latentScores.SnapshotR2, podScores.SnapshotR2,
            finite ? new DensityMovie(run.Density.Grid, run.Density.Times.ToArray(), predicted) : null);
    }

    private void LiftTrue(ReducedRun run, int frame, double meanDensity, Span<double> field) =>
        reduction.LiftToDensity(run.State(frame), meanDensity, field);

    private long CountNegative(ReadOnlySpan<double> field)
    {
        long count = 0;
        foreach (double value in field)
        {
            if (value < reduction.Floor) count++;
        }
        return count;
    }

    private void Store(ReadOnlySpan<double> aligned, Shift shift, double[] lab, float[] movie, int frame)
    {
        reduction.Unalign(aligned, shift, lab);
        TensorPrimitives.ConvertSaturating<double, float>(lab, movie.AsSpan(frame * aligned.Length, aligned.Length));
    }
}
