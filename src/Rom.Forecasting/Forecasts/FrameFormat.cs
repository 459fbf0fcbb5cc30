namespace Rom.Forecasting.Forecasts;

/// <summary>The content of a file of frames.</summary>
public enum FrameFormat
{
    /// <summary>A density movie as <c>density.npz</c>: rho, xgrid, ygrid, times, and further fields.</summary>
    Density,

    /// <summary>
    /// Positions of particles in the units of the experiment, as <c>trajectory.npz</c>: traj, times, and vel where a
    /// field needs it.
    /// </summary>
    Trajectory,

    /// <summary>
    /// A recording of the form that the experiment's own recordings have; its simulator reads it, with its options.
    /// </summary>
    Recording,
}
