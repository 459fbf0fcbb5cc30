using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Lifting;

/// <summary>The frames before a forecast, reduced: all that a forecast knows.</summary>
/// <param name="Latent">The latent trajectory of the density [T, r].</param>
/// <param name="States">The states, with the channels that the model uses [T, dimension].</param>
/// <param name="LastShift">The shift of the last frame.</param>
/// <param name="TimeStep">The time between frames; 0 where it is not known.</param>
internal sealed record KnownStates(double[] Latent, double[] States, SubcellShift LastShift, double TimeStep)
{
    /// <summary>Reduces frames that follow one another.</summary>
    /// <param name="reducer">Basis, transform and shifts of the experiment.</param>
    /// <param name="fields">The movie.</param>
    /// <param name="first">The first of the frames.</param>
    /// <param name="count">Their number, at least 1.</param>
    /// <param name="channels">The channels of the state that the model uses; null for all.</param>
    /// <param name="timeStep">The time between frames; 0 where it is not known.</param>
    public static KnownStates Of(
        Reducer reducer, FieldMovie fields, int first, int count, IReadOnlyCollection<string>? channels,
        double timeStep)
    {
        int cells = fields.Density.Grid.CellCount;
        var shifts = new Shift[count];
        var densities = fields.Density.Values.Slice(first * cells, count * cells);
        var track = reducer.FindShifts(densities, shifts);
        double[] rates = reducer.Rates(track, densities, Field, timeStep);
        double[] latent = reducer.Latent(densities, shifts);
        return new KnownStates(
            latent, reducer.States(latent, Field, shifts, channels, rates),
            track?.Shifts[^1] ?? new SubcellShift(shifts[^1].Dy, shifts[^1].Dx), timeStep);

        ReadOnlySpan<float> Field(string name) => fields.Values(name).Slice(first * cells, count * cells);
    }
}
