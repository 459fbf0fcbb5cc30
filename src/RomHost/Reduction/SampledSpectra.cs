using Rom.Numerics.Fft;
using Rom.Numerics.Npz;
using Rom.Numerics.Svd;

namespace RomHost.Reduction;

/// <summary>
/// POD spectra of a sample of training frames, aligned and as they are: what alignment gains, without a second decomposition of all
/// frames. Both are of the same frames.
/// </summary>
/// <param name="Aligned">Singular values of the aligned snapshots, descending [frames].</param>
/// <param name="Unaligned">Singular values of the snapshots as they are [frames].</param>
/// <param name="Frames">Frames of the sample.</param>
internal sealed record SampledSpectra(double[] Aligned, double[] Unaligned, int Frames)
{
    // More than any basis has modes; small enough to be decomposed in memory at once.
    private const int MostFrames = 128;
    private const int MostRuns = 32;

    /// <summary>Decomposes a sample.</summary>
    /// <param name="frames">The densities.</param>
    /// <param name="shifts">The shifts of each run's frames.</param>
    /// <param name="transform">What is done before POD.</param>
    /// <param name="cancellation">Ends it.</param>
    public static SampledSpectra Of(IFrameSource frames, Func<int, Shift[]> shifts, FieldTransform transform, CancellationToken cancellation)
    {
        var (aligned, unaligned) = (new List<double>(), new List<double>());
        int cells = frames.Grid.CellCount, nx = frames.Grid.Nx, runs = Math.Min(MostRuns, frames.RunCount), each = MostFrames / runs;
        void Add(List<double> rows, ReadOnlySpan<float> density, Shift shift)
        {
            var (lab, snapshot) = (new double[cells], new double[cells]);
            for (int i = 0; i < cells; i++) lab[i] = density[i];
            shift.Roll<double>(lab, nx, snapshot);
            transform.Forward(snapshot);
            rows.AddRange(snapshot);
        }
        for (int k = 0; k < runs; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            int run = (int)((long)k * frames.RunCount / runs), count = Math.Min(each, frames.FrameCount(run));
            using var buffer = RunBuffer.Read(frames, run);
            for (int j = 0; j < count; j++)
            {
                int t = (int)((long)j * frames.FrameCount(run) / count);
                var density = buffer.Densities.Slice(t * cells, cells);
                Add(aligned, density, shifts(run)[t]);
                Add(unaligned, density, default);
            }
        }
        double[] Values(List<double> rows) =>
            StreamedSvd.Compute(new ArrayRows(rows.ToArray(), cells), new RankRule.FixedRank(1), new StreamedSvdOptions(), cancellation).AllSingularValues;
        return new SampledSpectra(Values(aligned), Values(unaligned), aligned.Count / cells);
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
