using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// The origin of a forecast: the known frames, reduced, and the way of its states to densities in the lab frame.
/// Immutable and thread-safe.
/// </summary>
internal sealed class ForecastOrigin
{
    private readonly ReductionArtifacts reduction;
    private readonly MassConstraint constraint;
    private readonly LiftedVariance? variance;
    private readonly IReadOnlyCollection<string>? channels;
    private readonly float[] lastFrame;
    private readonly double lastTime;

    /// <summary>Reduces the known frames.</summary>
    /// <param name="reduction">Basis, transform and shifts of the experiment.</param>
    /// <param name="constraint">Clamp and mass of lifted densities.</param>
    /// <param name="variance">The variance that forecasts leave; null to lift states alone.</param>
    /// <param name="channels">The channels of the state that the model uses; null for all.</param>
    /// <param name="frames">The known frames, at the time step of the models.</param>
    /// <param name="timeStep">That time step.</param>
    public ForecastOrigin(
        ReductionArtifacts reduction, MassConstraint constraint, LiftedVariance? variance,
        IReadOnlyCollection<string>? channels, FieldMovie frames, double timeStep)
    {
        (this.reduction, this.constraint, this.variance, this.channels) = (reduction, constraint, variance, channels);
        var density = frames.Density;
        lastFrame = density.Frame(density.FrameCount - 1).ToArray();
        (lastTime, TimeStep) = (density.Times[^1], timeStep);
        double step = density.FrameCount > 1 ? density.Times[1] - density.Times[0] : timeStep;
        Known = KnownStates.Of(reduction.Reducer(), frames, 0, density.FrameCount, channels, step);
        Grid = density.Grid;
    }

    /// <summary>The grid of densities.</summary>
    public Grid Grid { get; }

    /// <summary>The known frames, reduced.</summary>
    public KnownStates Known { get; }

    /// <summary>The time step of the models.</summary>
    public double TimeStep { get; }

    /// <summary>Whether the last known frame is empty.</summary>
    public bool IsEmpty => MassConstraint.MassOf(lastFrame) == 0;

    /// <summary>Twice the mean density of the last known frame, to three significant digits.</summary>
    public double DenseThreshold => double.Parse(
        (2 * MassConstraint.MassOf(lastFrame) / lastFrame.Length).ToString("E2", CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture);

    /// <summary>Returns the times of forecast frames.</summary>
    /// <param name="steps">Their number.</param>
    public double[] Times(int steps)
    {
        var times = new double[steps];
        for (int k = 0; k < steps; k++) times[k] = lastTime + (k + 1) * TimeStep;
        return times;
    }

    /// <summary>Returns a new lift of one forecast's states to the lab frame.</summary>
    /// <param name="projectionErrors">What the modes leave out of its frames; null for nothing.</param>
    public LabLift Lift(ProjectionErrors? projectionErrors = null)
    {
        var reducer = reduction.Reducer();
        return new LabLift(
            reducer, new DensityLift(reducer, constraint, lastFrame, variance), channels, Known, projectionErrors);
    }
}
