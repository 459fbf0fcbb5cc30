using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace RomHost.Evaluation;

/// <summary>
/// How far from the swarm forecasts put it: the distance between the forecast shift and the true one, the shorter way
/// round a periodic domain.
/// </summary>
/// <param name="run">The truth.</param>
/// <param name="grid">The grid of densities.</param>
internal sealed class PlaceErrors(ReducedRun run, Grid grid)
{
    private readonly List<double> distances = [];

    /// <summary>The distance in each frame so far [length units].</summary>
    public IReadOnlyList<double> Distances => distances;

    /// <summary>Adds a frame.</summary>
    /// <param name="frame">Frame of the run, from 0.</param>
    /// <param name="forecast">The forecast shift.</param>
    public void Add(int frame, SubcellShift forecast)
    {
        var error = run.ShiftOf(frame).ShortestTo(forecast, grid.Ny, grid.Nx);
        distances.Add(double.Hypot(error.Dy * grid.Dy, error.Dx * grid.Dx));
    }

    /// <summary>Computes the mean distance of the first frames [length units].</summary>
    /// <param name="frames">Their number, at least 1.</param>
    public double Mean(int frames) => distances.Take(frames).Average();
}
