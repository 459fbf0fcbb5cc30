using Rom.Abstractions;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using RomHost.Configuration.Sections;

namespace RomHost.Evaluation;

/// <summary>
/// A forecast from the last frames of a density movie to the next ones, as in use: restriction, forecast in closed
/// loop, lifting, clamp and mass, back to the lab frame with the forecast shift, or the last known one. It uses nothing
/// of the forecast period.
/// </summary>
/// <remarks>
/// States are lifted without the variance that forecasts leave, which a mean density has in addition: a sum for each
/// cell beside the r products of lifting, too little to be seen in a time.
/// </remarks>
/// <param name="reducer">Basis, transform and shifts of the experiment.</param>
/// <param name="options">The configuration's evaluation part.</param>
/// <param name="fields">A movie of which <paramref name="start"/> frames are known.</param>
/// <param name="start">The first frame to forecast, at least the longest lag.</param>
/// <param name="steps">Frames to forecast.</param>
internal sealed class EndToEndForecast(
    Reducer reducer, EvaluationOptions options, FieldMovie fields, int start, int steps)
{
    private readonly double[] latent = new double[checked(steps * reducer.Channels.Sum(channel => channel.Length))];
    private readonly float[] frame = new float[fields.Density.Grid.CellCount];

    /// <summary>Receives a forecast frame.</summary>
    /// <param name="step">Its number, from 0.</param>
    /// <param name="density">Its density [ny, nx], in a buffer that the next frame overwrites.</param>
    public delegate void FrameReceiver(int step, ReadOnlySpan<float> density);

    /// <summary>Forecasts with a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="channels">The channels of the state that it uses; null for all.</param>
    /// <param name="receive">Receives the frames.</param>
    public void Run(IRomModel model, IReadOnlyCollection<string>? channels, FrameReceiver receive)
    {
        var movie = fields.Density;
        int r = model.LatentDimension;
        // The rate of the window's first shift needs the frame before it.
        int before = reducer.ShiftRate is null || start == model.Lag ? 0 : 1;
        double timeStep = movie.FrameCount > 1 ? movie.Times[1] - movie.Times[0] : 0;
        var known = KnownStates.Of(
            reducer, fields, start - model.Lag - before, model.Lag + before, channels, timeStep);
        model.Forecast(known.States.AsSpan(before * r), steps, latent.AsSpan(0, steps * r));
        var lift = new LabLift(
            reducer, new DensityLift(reducer, options.Constraint, movie.Frame(start - 1)), channels, known);
        for (int k = 0; k < steps; k++)
        {
            lift.Next(latent.AsSpan(k * r, r), frame);
            receive(k, frame);
        }
    }
}
