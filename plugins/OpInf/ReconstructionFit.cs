using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Regression;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// Fits the reconstruction equation by ridge regression, with the penalty on products that is the best for held-out
/// runs. The rate is not fed back, so true profiles decide and no closed loop.
/// </summary>
/// <param name="options">The options.</param>
/// <param name="channel">The rate's coordinates in a state.</param>
/// <param name="states">Standardised states.</param>
/// <param name="profiles">Their profiles.</param>
/// <param name="windows">The windows whose targets are fitted.</param>
/// <param name="cancellation">Ends the fit.</param>
internal sealed class ReconstructionFit(
    OpInfOptions options, RateChannel channel, StandardisedTrajectories states, StandardisedTrajectories profiles,
    TrainingWindows windows, CancellationToken cancellation)
{
    // Penalties that are compared, the largest first. Small ones are harmless here: nothing is fed back.
    private static readonly double[] Candidates = [1e4, 1e3, 1e2, 10, 1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6];

    private readonly QuadraticFeatures features =
        new(profiles.Dimension, 1, Math.Min(options.QuadraticModes, profiles.Dimension));

    /// <summary>Fits.</summary>
    /// <exception cref="TrainingDivergedException">The regression has no solution.</exception>
    public Reconstruction Run()
    {
        var moments = new RidgeMoments(features.Count, channel.Length);
        double penalty;
        if (options.RatePenalty is { } given)
        {
            Add(moments, windows.Runs);
            penalty = given;
        }
        else
        {
            int[] held = windows.HeldOut();
            Add(moments, windows.Runs.Length == 1 ? held : [.. windows.Runs.Except(held)]);
            penalty = Chosen(moments, held);
            if (windows.Runs.Length > 1) Add(moments, held);
        }
        var (coefficients, constant) = Solve(moments, penalty);
        return new Reconstruction(
            channel, coefficients, constant,
            new ReconstructionReport(Error(new AffineMap(coefficients, constant), windows.Runs), penalty));
    }

    private void Add(RidgeMoments moments, int[] some)
    {
        var rows = new MomentRows(moments);
        foreach (var (run, frame) in windows.Targets(some))
        {
            cancellation.ThrowIfCancellationRequested();
            profiles.States(run, frame, 1).CopyTo(rows.Inputs);
            features.FillProducts(rows.Inputs);
            channel.Of(states.States(run, frame, 1)).CopyTo(rows.Outputs);
            rows.End();
        }
        rows.Flush();
    }

    // Of equally good penalties the largest.
    private double Chosen(RidgeMoments moments, int[] heldOut)
    {
        var best = (Penalty: Candidates[0], Error: double.PositiveInfinity);
        foreach (double penalty in features.Modes == 0 ? Candidates[..1] : Candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            var (coefficients, constant) = Solve(moments, penalty);
            double error = Error(new AffineMap(coefficients, constant), heldOut);
            if (error < best.Error) best = (penalty, error);
        }
        return best.Penalty;
    }

    private (double[] Coefficients, double[] Constant) Solve(RidgeMoments moments, double quadratic)
    {
        var penalties = new double[features.Count];
        penalties.AsSpan(0, features.LinearCount).Fill(options.LinearPenalty * moments.Count);
        penalties.AsSpan(features.LinearCount).Fill(Math.Min(double.MaxValue, quadratic * moments.Count));
        try
        {
            return moments.Solve(penalties);
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"the regression of {LatentChannel.ShiftRate} on the profile has no solution ({e.Message}); raise "
                + "linear_penalty and rate_penalty, or train on more runs");
        }
    }

    // Of all frames but the first of each run, whose rate is not always known.
    private double Error(AffineMap map, int[] some)
    {
        double error = 0, total = 0;
        var (x, rate) = (new double[features.Count], new double[channel.Length]);
        foreach (int run in some)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int frame = 1; frame < profiles.Length(run); frame++)
            {
                profiles.States(run, frame, 1).CopyTo(x);
                features.FillProducts(x);
                map.Apply(x, rate);
                var truth = channel.Of(states.States(run, frame, 1));
                total += TensorPrimitives.SumOfSquares(truth);
                TensorPrimitives.Subtract(rate, truth, rate);
                error += TensorPrimitives.SumOfSquares<double>(rate);
            }
        }
        return total > 0 ? error / total : 0;
    }
}
