using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// The channel <c>shift_rate</c> of latent states: (s_k − s_{k−1})/Δt of the shift s that aligns frames, first along y,
/// standardised over the training runs. A forecast of it says where the swarm goes: the shift is the sum of its rates.
/// Content moves against the shift that aligns it, so the rate is minus a velocity.
/// </summary>
/// <param name="MeanY">The mean rate along y [length units per time unit].</param>
/// <param name="MeanX">The mean rate along x [length units per time unit].</param>
/// <param name="Scale">
/// The standard deviation of both components, which no direction is preferred by [length units per time unit]; 0 where
/// the rate is always the same.
/// </param>
internal sealed record ShiftRate(double MeanY, double MeanX, double Scale)
{
    /// <summary>The components of the momentum density among further fields.</summary>
    public const string MomentumX = "px", MomentumY = "py";

    /// <summary>The number of coordinates: 0 where the rate is always the same.</summary>
    public int Length => Scale > 0 ? 2 : 0;

    /// <summary>Returns the rates of a run's frames, not standardised [T, 2].</summary>
    /// <param name="track">The shifts.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="timeStep">The time between frames; any for one frame.</param>
    /// <param name="first">The rate of the first frame, whose shift before is not known.</param>
    public static double[] Of(ShiftTrack track, Grid grid, double timeStep, (double Y, double X) first)
    {
        var rates = new double[2 * track.Shifts.Count];
        var jumps = track.Jumps.ToHashSet();
        for (int t = 0; t < track.Shifts.Count; t++)
        {
            // What jumps is the peak, not the swarm, which goes on.
            (rates[2 * t], rates[2 * t + 1]) = t == 0 ? first
                : jumps.Contains(t) ? (rates[2 * t - 2], rates[2 * t - 1])
                : ((track.Shifts[t].Dy - track.Shifts[t - 1].Dy) * grid.Dy / timeStep,
                    (track.Shifts[t].Dx - track.Shifts[t - 1].Dx) * grid.Dx / timeStep);
        }
        return rates;
    }

    /// <summary>Returns the mean motion of a frame as a rate: −∫p/∫ρ; 0 for an empty frame.</summary>
    /// <param name="density">ρ [cells].</param>
    /// <param name="momentumY">The component of p along y [cells].</param>
    /// <param name="momentumX">The component of p along x [cells].</param>
    public static (double Y, double X) OfMomentum(
        ReadOnlySpan<float> density, ReadOnlySpan<float> momentumY, ReadOnlySpan<float> momentumX)
    {
        double mass = Sum(density);
        return mass > 0 ? (-Sum(momentumY) / mass, -Sum(momentumX) / mass) : default;
    }

    /// <summary>Fits mean and scale to the rates of training runs.</summary>
    /// <param name="runs">
    /// The rates of each run [T, 2]. Those of first frames do not count, since they are not always known.
    /// </param>
    /// <param name="rounding">A difference of rates that is none.</param>
    public static ShiftRate Fit(IReadOnlyCollection<double[]> runs, double rounding)
    {
        double sumY = 0, sumX = 0;
        long count = 0;
        foreach (double[] rates in runs)
        {
            for (int k = 2; k < rates.Length; k += 2, count++) (sumY, sumX) = (sumY + rates[k], sumX + rates[k + 1]);
        }
        if (count == 0) return new ShiftRate(0, 0, 0);
        double meanY = sumY / count, meanX = sumX / count;
        double[] deviations =
        [
            .. runs.SelectMany(rates => rates.Select((rate, i) => rate - (i % 2 == 0 ? meanY : meanX)).Skip(2)),
        ];
        // The norm of shares of the largest: its square neither overflows nor vanishes.
        double largest = deviations.Max(Math.Abs);
        double scale = largest <= rounding
            ? 0
            : largest * Math.Sqrt(deviations.Sum(one => (one / largest) * (one / largest)) / deviations.Length);
        return new ShiftRate(meanY, meanX, scale);
    }

    /// <summary>Standardises rates.</summary>
    /// <param name="rates">The rates [T, 2].</param>
    /// <returns>The coordinates [T, <see cref="Length"/>].</returns>
    public double[] Standardised(double[] rates) => Length == 0
        ? []
        : [.. rates.Select((rate, i) => (rate - (i % 2 == 0 ? MeanY : MeanX)) / Scale)];

    /// <summary>Moves a shift on by a forecast rate.</summary>
    /// <param name="shift">The shift of the frame before.</param>
    /// <param name="coordinates">The coordinates of the rate [<see cref="Length"/>].</param>
    /// <param name="grid">The grid.</param>
    /// <param name="timeStep">The time between frames.</param>
    /// <returns>The shift, at most half of the grid; not finite where the rate is not.</returns>
    public SubcellShift Advance(
        SubcellShift shift, ReadOnlySpan<double> coordinates, Grid grid, double timeStep)
    {
        double y = MeanY + (Length > 0 ? Scale * coordinates[0] : 0);
        double x = MeanX + (Length > 0 ? Scale * coordinates[1] : 0);
        return new SubcellShift(
            Math.IEEERemainder(shift.Dy + y * timeStep / grid.Dy, grid.Ny),
            Math.IEEERemainder(shift.Dx + x * timeStep / grid.Dx, grid.Nx));
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += value;
        return sum;
    }
}
