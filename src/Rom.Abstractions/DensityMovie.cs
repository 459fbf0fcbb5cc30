namespace Rom.Abstractions;

/// <summary>A density field on a grid at increasing times. Immutable: takes ownership of the arrays.</summary>
public sealed class DensityMovie
{
    private readonly double[] times;
    private readonly float[] values;

    /// <summary>Creates a density movie.</summary>
    /// <param name="grid">The grid, ny × nx cells.</param>
    /// <param name="times">Times [T], strictly increasing.</param>
    /// <param name="values">Densities [T, ny, nx], particles per unit area.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, times do not increase, or a value is not finite.
    /// </exception>
    public DensityMovie(Grid grid, double[] times, float[] values)
    {
        FrameTimes.Check(times);
        long expected = (long)times.Length * grid.CellCount;
        if (values.Length != expected)
            throw new ArgumentException($"expected {expected} densities, found {values.Length}", nameof(values));
        FiniteValues.Check(values, grid, "densities", nameof(values));
        (Grid, this.times, this.values) = (grid, times, values);
    }

    /// <summary>The grid.</summary>
    public Grid Grid { get; }

    /// <summary>Number of frames T.</summary>
    public int FrameCount => times.Length;

    /// <summary>Times [T].</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>All densities [T, ny, nx].</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The densities of one frame [ny, nx].</summary>
    /// <param name="frame">Frame, from 0.</param>
    public ReadOnlySpan<float> Frame(int frame) => values.AsSpan(frame * Grid.CellCount, Grid.CellCount);

    /// <summary>Returns every <paramref name="stride"/>-th frame, beginning with the first.</summary>
    /// <param name="stride">At least 1.</param>
    public DensityMovie Every(int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (stride == 1) return this;
        int frames = FrameStride.Count(FrameCount, stride);
        var (keptTimes, keptValues) = (new double[frames], new float[frames * Grid.CellCount]);
        for (int k = 0; k < frames; k++)
        {
            keptTimes[k] = times[k * stride];
            Frame(k * stride).CopyTo(keptValues.AsSpan(k * Grid.CellCount));
        }
        return new DensityMovie(Grid, keptTimes, keptValues);
    }
}
