namespace Recorded.Paths;

/// <summary>Links samples of the same particle in neighbouring frames.</summary>
internal static class PathLinks
{
    /// <summary>Means no sample: the particle is absent.</summary>
    public const int None = -1;

    /// <summary>Returns the sample of the same particle in the next frame; none across a gap.</summary>
    /// <param name="recording">A recording that knows its particles' identities.</param>
    /// <returns>For each sample the other one, or <see cref="None"/> [S].</returns>
    public static int[] Forward(Recording recording)
    {
        int[] ids = recording.Ids
            ?? throw new ArgumentException("expected a recording that knows its particles", nameof(recording));
        var next = new int[ids.Length];
        Array.Fill(next, None);
        for (int frame = 0; frame + 1 < recording.FrameCount; frame++)
        {
            if (Gaps.IsBehind(recording, frame)) continue;
            // Both frames are sorted by id: one pass over them side by side.
            int j = recording.Offsets[frame + 1], end = recording.Offsets[frame + 2];
            for (int i = recording.Offsets[frame]; i < recording.Offsets[frame + 1]; i++)
            {
                while (j < end && ids[j] < ids[i]) j++;
                if (j < end && ids[j] == ids[i]) next[i] = j;
            }
        }
        return next;
    }
}
