namespace Recorded.Reading;

/// <summary>Sorts the samples of each frame of an archive by particle.</summary>
/// <param name="ids">The particle of each sample.</param>
/// <param name="positions">x, y of each sample.</param>
/// <param name="velocities">Velocities in the same layout, or null.</param>
internal sealed class FrameOrder(int[] ids, double[] positions, double[]? velocities)
{
    private readonly List<int> rows = []; // in the file, of the frame's samples

    /// <summary>Adds a sample to the current frame.</summary>
    /// <param name="row">Its row in the file.</param>
    public void Add(int row) => rows.Add(row);

    /// <summary>Sorts the current frame and starts the next one.</summary>
    /// <param name="end">End of its samples in the arrays.</param>
    /// <returns>The two rows of a particle that the frame holds twice, or null.</returns>
    public (int Earlier, int Later)? Sort(int end)
    {
        var own = ids.AsSpan(end - rows.Count, rows.Count);
        (int, int)? twice = IsAscending(own) ? null : Sort(own, end - rows.Count);
        rows.Clear();
        return twice;
    }

    private (int Earlier, int Later)? Sort(Span<int> own, int first)
    {
        var keys = new long[own.Length];
        for (int k = 0; k < keys.Length; k++) keys[k] = ((long)own[k] << 32) | (uint)k;
        Array.Sort(keys);
        for (int k = 0; k < keys.Length; k++)
        {
            own[k] = (int)(keys[k] >> 32);
            if (k > 0 && own[k] == own[k - 1]) return (rows[(int)keys[k - 1]], rows[(int)keys[k]]);
        }
        Permute(positions.AsSpan(2 * first, 2 * own.Length), keys);
        if (velocities is not null) Permute(velocities.AsSpan(2 * first, 2 * own.Length), keys);
        return null;
    }

    private static void Permute(Span<double> pairs, long[] keys)
    {
        double[] before = pairs.ToArray();
        for (int k = 0; k < keys.Length; k++) before.AsSpan(2 * (int)keys[k], 2).CopyTo(pairs[(2 * k)..]);
    }

    private static bool IsAscending(ReadOnlySpan<int> values)
    {
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] <= values[k - 1]) return false;
        }
        return true;
    }
}
