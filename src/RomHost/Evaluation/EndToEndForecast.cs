using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using RomHost.Configuration.Sections;

namespace RomHost.Evaluation;

/// <summary>
/// A forecast from the last frames of a density movie to the next ones, as in use: restriction, forecast in closed
/// loop, lifting, clamp and mass, back to the lab frame with the last known shift. It uses nothing of the forecast
/// period.
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
    private readonly DensityMovie movie = fields.Density;
    private readonly double[] latent = new double[checked(steps * reducer.Channels.Sum(channel => channel.Length))];
    private readonly double[] field = new double[fields.Density.Grid.CellCount];
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
        int cells = movie.Grid.CellCount, first = start - model.Lag;
        var shifts = new Shift[model.Lag];
        double[] window = reducer.Restrict(movie.Values.Slice(first * cells, model.Lag * cells), shifts);
        window = reducer.States(
            window, name => fields.Values(name).Slice(first * cells, model.Lag * cells), shifts, channels);
        int r = model.LatentDimension;
        model.Forecast(window, steps, latent.AsSpan(0, steps * r));
        var lift = new DensityLift(reducer, options, movie.Frame(start - 1));
        for (int k = 0; k < steps; k++)
        {
            lift.Lift(latent.AsSpan(k * r, reducer.LatentDimension), k, field);
            reducer.Unalign(field, shifts[^1], frame);
            receive(k, frame);
        }
    }
}
