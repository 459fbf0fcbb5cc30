using Rom.Abstractions;

namespace Recorded.Paths;

/// <summary>Computes velocities as differences of a particle's positions in neighbouring frames.</summary>
internal static class FiniteDifferences
{
    /// <summary>Estimates the velocity of every sample.</summary>
    /// <remarks>
    /// With d₋, d₊ the displacements from the frame before and to the frame after, and h₋, h₊ their durations: v =
    /// (h₋·d₊/h₊ + h₊·d₋/h₋)/(h₋ + h₊), which is exact for constant acceleration and, at equal steps, the central
    /// difference (numpy.gradient; Fornberg, Math. Comp. 51, 1988). Where the particle is present in one of the two
    /// frames, v is the difference to that one; where in neither, v is 0, since its motion is unknown.
    /// </remarks>
    /// <param name="recording">The recording.</param>
    /// <param name="next">Its links (<see cref="PathLinks.Forward"/>).</param>
    /// <param name="domain">The domain.</param>
    /// <returns>Velocities [2S].</returns>
    public static double[] Velocities(Recording recording, int[] next, Domain domain)
    {
        var displacement = new Displacement(domain);
        var previous = new int[next.Length];
        Array.Fill(previous, PathLinks.None);
        for (int i = 0; i < next.Length; i++)
        {
            if (next[i] != PathLinks.None) previous[next[i]] = i;
        }
        var velocities = new double[2 * next.Length];
        for (int frame = 0; frame < recording.FrameCount; frame++)
        {
            double before = frame > 0 ? recording.Elapsed[frame] - recording.Elapsed[frame - 1] : 0;
            double after = frame + 1 < recording.FrameCount
                ? recording.Elapsed[frame + 1] - recording.Elapsed[frame]
                : 0;
            for (int i = recording.Offsets[frame]; i < recording.Offsets[frame + 1]; i++)
            {
                var (slopeBefore, slopeAfter) = (Slope(previous[i], i, before), Slope(i, next[i], after));
                var (vx, vy) = (slopeBefore, slopeAfter) switch
                {
                    ({ } b, { } a) => ((before * a.X + after * b.X) / (before + after),
                                       (before * a.Y + after * b.Y) / (before + after)),
                    ({ } b, null) => b,
                    (null, { } a) => a,
                    _ => (0, 0),
                };
                (velocities[2 * i], velocities[2 * i + 1]) = (vx, vy);
            }
        }
        return velocities;

        (double X, double Y)? Slope(int from, int to, double time)
        {
            if (from == PathLinks.None || to == PathLinks.None) return null;
            var (dx, dy) = displacement.Between(recording.Positions, from, to);
            return (dx / time, dy / time);
        }
    }
}
