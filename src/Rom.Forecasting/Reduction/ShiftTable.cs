using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;
using Rom.Numerics.Npz;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// Reads and writes <c>shift_align.npz</c>: the reference for alignment, and the shift of every training frame: ref
/// [ny, nx], shifts [F, 2] int32 (dy, dx), ref_method, run_offsets [runs + 1]. Where shifts are followed from frame to
/// frame also subcell_shifts [F, 2], jumps [J] (frames, from 0), shift_rate_mean [2] and shift_rate_scale.
/// </summary>
/// <param name="Reference">The reference field [ny, nx].</param>
/// <param name="Method">The method of the reference: mean, first or median.</param>
/// <param name="Shifts">The shifts of each training run's frames.</param>
internal sealed record ShiftTable(double[] Reference, string Method, IReadOnlyList<Shift[]> Shifts)
{
    /// <summary>The shifts as they were followed; null where each frame was aligned by itself.</summary>
    public ShiftTracks? Tracks { get; init; }

    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ny">Rows of the grid.</param>
    /// <param name="nx">Columns of the grid.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public void Write(string path, int ny, int nx, bool compress)
    {
        int[] all = [.. Shifts.SelectMany(run => run).SelectMany(shift => new[] { shift.Dy, shift.Dx })];
        var offsets = new long[Shifts.Count + 1];
        for (int k = 0; k < Shifts.Count; k++) offsets[k + 1] = offsets[k] + Shifts[k].Length;
        using var file = NpzWriter.Create(path, compress);
        file.Add<double>("ref", Reference, ny, nx);
        file.Add<int>("shifts", all, all.Length / 2, 2);
        file.AddText("ref_method", Method);
        file.Add<long>("run_offsets", offsets, offsets.Length);
        Tracks?.AddTo(file, offsets);
        file.Commit();
    }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cells">The number of cells of the reference.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has another grid.</exception>
    public static ShiftTable Read(string path, int cells, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        double[] reference = file.ReadDoubles("ref");
        long[] shifts = file.ReadInt64s("shifts"), offsets = file.ReadInt64s("run_offsets");
        if (reference.Length != cells)
            throw new InvalidDataException(
                $"{path}: expected a reference of {NumberText.Count(cells, "cell")}, found {reference.Length}");
        if (offsets is not [0, ..] || 2 * offsets[^1] != shifts.Length
            || offsets.Zip(offsets.Skip(1)).Any(pair => pair.Second < pair.First))
            throw new InvalidDataException(
                $"{path}: run_offsets do not fit {NumberText.Count(shifts.Length / 2, "shift")}");
        return new ShiftTable(reference, file.ReadText("ref_method"), [.. offsets.Zip(offsets.Skip(1), (from, to) =>
        {
            var run = new Shift[to - from];
            for (int t = 0; t < run.Length; t++)
                run[t] = new Shift((int)shifts[2 * (from + t)], (int)shifts[2 * (from + t) + 1]);
            return run;
        })])
        {
            Tracks = ShiftTracks.In(file, path, offsets),
        };
    }
}
