using Rom.Numerics.Fft;
using Rom.Numerics.Npz;

namespace Rom.Forecasting.Reduction;

/// <summary>The part of <c>shift_align.npz</c> about shifts that were followed from frame to frame.</summary>
/// <param name="Runs">The shifts of each training run's frames.</param>
/// <param name="Rate">The channel of their rates.</param>
internal sealed record ShiftTracks(IReadOnlyList<ShiftTrack> Runs, ShiftRate Rate)
{
    private const string SubcellShifts = "subcell_shifts", Jumps = "jumps", RateMean = "shift_rate_mean",
        RateScale = "shift_rate_scale";

    /// <summary>Adds the arrays to a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offsets">The first frame of each run, and their number [runs + 1].</param>
    public void AddTo(NpzWriter file, long[] offsets)
    {
        double[] all = [.. Runs.SelectMany(run => run.Shifts).SelectMany(shift => new[] { shift.Dy, shift.Dx })];
        long[] jumps = [.. Runs.SelectMany((run, k) => run.Jumps.Select(frame => offsets[k] + frame))];
        file.Add<double>(SubcellShifts, all, all.Length / 2, 2);
        file.Add<long>(Jumps, jumps, jumps.Length);
        file.Add<double>(RateMean, [Rate.MeanY, Rate.MeanX], 2);
        file.AddScalar(RateScale, Rate.Scale);
    }

    /// <summary>Reads the arrays of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="offsets">The first frame of each run, and their number [runs + 1], as they were checked.</param>
    /// <returns>The shifts; null where the file has none.</returns>
    /// <exception cref="InvalidDataException">They do not fit the runs, or are not finite.</exception>
    public static ShiftTracks? In(NpzReader file, string path, long[] offsets)
    {
        if (!file.Contains(SubcellShifts)) return null;
        double[] shifts = file.ReadFinite(SubcellShifts, checked((int)offsets[^1]), 2);
        long[] jumps = file.ReadInt64s(Jumps);
        double[] mean = file.ReadFinite(RateMean, 2);
        double scale = file.ReadScalar(RateScale);
        if (!(scale >= 0 && double.IsFinite(scale)))
            throw new InvalidDataException($"{path}: expected a {RateScale} of at least 0, found {scale}");
        if (jumps.Any(frame => frame < 0 || frame >= offsets[^1]))
            throw new InvalidDataException($"{path}: expected {Jumps} among {offsets[^1]} frames");
        var jumpsOf = jumps.ToLookup(frame => RunOf(offsets, frame));
        return new ShiftTracks(
            [
                .. Enumerable.Range(0, offsets.Length - 1).Select(k => new ShiftTrack(
                    [
                        .. Enumerable.Range((int)offsets[k], (int)(offsets[k + 1] - offsets[k]))
                            .Select(t => new SubcellShift(shifts[2 * t], shifts[2 * t + 1])),
                    ],
                    [.. jumpsOf[k].Select(frame => (int)(frame - offsets[k]))])),
            ],
            new ShiftRate(mean[0], mean[1], scale));
    }

    // The last run that begins at or before a frame: runs may be empty.
    private static int RunOf(long[] offsets, long frame)
    {
        int low = 0, high = offsets.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (offsets[middle] <= frame) low = middle;
            else high = middle;
        }
        return low;
    }
}
