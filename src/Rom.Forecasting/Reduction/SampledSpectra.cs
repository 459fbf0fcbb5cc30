using Rom.Numerics.Fft;
using Rom.Numerics.Npz;
using Rom.Numerics.Svd;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// POD spectra of a sample of training frames, with and without alignment: they show the gain of alignment without a
/// second decomposition of all frames. Both use the same frames.
/// </summary>
/// <param name="Aligned">Singular values of the aligned snapshots, descending [frames].</param>
/// <param name="Unaligned">Singular values of the unaligned snapshots [frames].</param>
/// <param name="Frames">Frames of the sample.</param>
internal sealed record SampledSpectra(double[] Aligned, double[] Unaligned, int Frames)
{
    // More than the modes of any basis, and few enough for a decomposition in memory beside the basis.
    private const int MostFrames = 128;
    private const int MostRuns = 32;
    private const int MostValues = 1 << 23;

    /// <summary>Decomposes a sample.</summary>
    /// <param name="frames">The densities.</param>
    /// <param name="shifts">The shifts of each run's frames.</param>
    /// <param name="snapshots">The way of a density to a snapshot.</param>
    /// <param name="forEach">Works on a number of items, several at once where there are threads.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InvalidDataException">The frames of the sample are all equal.</exception>
    public static SampledSpectra Of(
        IFrameSource frames,
        Func<int, Shift[]> shifts,
        SnapshotOperator snapshots,
        Action<int, Action<int>> forEach,
        CancellationToken cancellation)
    {
        var sample = SampleOf(frames);
        double[] Spectrum(Func<int, int, Shift> shiftOf)
        {
            int cells = frames.Grid.CellCount;
            var (rows, scratch) = (new double[sample.Count * cells], new float[cells]);
            foreach (var run in sample.Index().GroupBy(entry => entry.Item.Run))
            {
                cancellation.ThrowIfCancellationRequested();
                using var buffer = RunBuffer.Read(frames, run.Key);
                foreach (var (row, (_, t)) in run)
                {
                    snapshots.ToSnapshot(
                        buffer.Densities.Slice(t * cells, cells), shiftOf(run.Key, t), scratch,
                        rows.AsSpan(row * cells, cells));
                }
            }
            return StreamedSvd.Compute(
                new ArrayRows(rows, cells), new RankRule.FixedRank(1), new StreamedSvdOptions(),
                cancellation).AllSingularValues;
        }
        var spectra = new double[2][];
        forEach(2, k => spectra[k] = Spectrum(k == 0 ? (run, t) => shifts(run)[t] : (_, _) => default));
        return new SampledSpectra(spectra[0], spectra[1], sample.Count);
    }

    // As many frames of each of several runs, spread evenly.
    private static List<(int Run, int Frame)> SampleOf(IFrameSource frames)
    {
        int most = Math.Clamp(MostValues / frames.Grid.CellCount, 2, MostFrames),
            runs = Math.Min(Math.Min(MostRuns, most), frames.RunCount), each = most / runs;
        return
        [
            .. from k in Enumerable.Range(0, runs)
               let run = (int)((long)k * frames.RunCount / runs)
               let count = Math.Min(each, frames.FrameCount(run))
               from j in Enumerable.Range(0, count)
               select (run, (int)((long)j * frames.FrameCount(run) / count)),
        ];
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has another content.</exception>
    public static SampledSpectra Read(string path)
    {
        using var file = NpzReader.Open(path);
        return new SampledSpectra(
            file.ReadDoubles("aligned"), file.ReadDoubles("unaligned"), (int)file.ReadScalar("frames"));
    }

    /// <summary>Writes the spectra.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public void Write(string path, bool compress)
    {
        using var file = NpzWriter.Create(path, compress);
        file.Add<double>("aligned", Aligned, Aligned.Length);
        file.Add<double>("unaligned", Unaligned, Unaligned.Length);
        file.AddScalar("frames", (long)Frames);
        file.Commit();
    }
}
