using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>
/// The sums over windows of which their moments are made, in one pass over the trajectories. A window and its target
/// are one slice of a trajectory, s = (y_(k−w), …, y_(k−1), y_k) less an origin, D = (w+1)·r values.
/// </summary>
/// <remarks>
/// Neighbouring slices overlap, so a block of Σ s sᵀ is its upper left neighbour without the first product of every run
/// and with one more at the end: only the first block row is summed over all windows. This is the recursion of the
/// covariance method of linear prediction (Makhoul, Proc. IEEE 63 (1975), 561–580), and makes the cost
/// O(n·w·r² + R·w²·r²) for R runs, not O(n·w²·r²).
/// </remarks>
internal readonly ref struct WindowSums
{
    private const int RowsAtOnce = 256;

    private readonly int r;
    private readonly int lag;
    private readonly int width;                  // D = (w + 1)·r
    private readonly Span<double> count;         // n
    private readonly Span<double> firstSum;      // Σ y_(k−w) [r]
    private readonly Span<double> firstBlockRow; // Σ y_(k−w) s_kᵀ [r, D], the first r rows of Σ s sᵀ
    private readonly Span<double> sumOfEnds;     // Σ (last w states − first w) over runs [p], p = w·r
    private readonly Span<double> gramOfEnds;    // the same of their products [p, p]

    /// <summary>Divides a vector into the sums.</summary>
    /// <param name="sums">The sums [<see cref="CountFor"/>].</param>
    /// <param name="r">Latent dimension.</param>
    /// <param name="lag">Lag w of the windows.</param>
    public WindowSums(Span<double> sums, int r, int lag)
    {
        (this.r, this.lag, width) = (r, lag, (lag + 1) * r);
        int p = lag * r;
        count = sums[..1];
        firstSum = sums.Slice(1, r);
        var rest = sums[(1 + r)..];
        firstBlockRow = rest[..(r * width)];
        sumOfEnds = rest.Slice(r * width, p);
        gramOfEnds = rest.Slice(r * width + p, p * p);
    }

    /// <summary>Returns the number of sums.</summary>
    /// <param name="r">Latent dimension.</param>
    /// <param name="lag">Lag of the windows.</param>
    public static long CountFor(int r, int lag)
    {
        long p = (long)lag * r;
        return 1 + r + r * (p + r) + p + p * p;
    }

    /// <summary>Adds the windows of some runs.</summary>
    /// <param name="data">The runs.</param>
    /// <param name="origin">The origin [r].</param>
    /// <param name="cancellation">Ends the pass.</param>
    public void Add(LatentDataset data, ReadOnlySpan<double> origin, CancellationToken cancellation)
    {
        int p = lag * r, filled = 0;
        var (rows, packed) = (new double[RowsAtOnce * width], new PackedMatrix());
        double[] centred = [];
        for (int run = 0; run < data.RunCount; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            int frames = data.FrameCount(run);
            if (frames <= lag) continue;
            if (centred.Length < frames * r) centred = new double[frames * r];
            var states = centred.AsSpan(0, frames * r);
            Subtract(data.Run(run), origin, states);
            for (int target = lag; target < frames; target++)
            {
                states.Slice((target - lag) * r, width).CopyTo(rows.AsSpan(filled * width));
                if (++filled == RowsAtOnce) filled = AddFirstBlockRow(rows, filled, packed);
            }
            count[0] += frames - lag;
            AddStates(states[..^p], firstSum);
            AddEnds(states[..p], states[^p..]);
        }
        AddFirstBlockRow(rows, filled, packed);
    }

    /// <summary>Completes Σ s and Σ s sᵀ.</summary>
    /// <returns>n, Σ s [D] and Σ s sᵀ [D, D], relative to the origin.</returns>
    public (long Count, double[] Sum, double[] Gram) Complete()
    {
        var (sum, gram) = (new double[width], new double[width * width]);
        firstSum.CopyTo(sum);
        firstBlockRow.CopyTo(gram);
        int p = lag * r;
        for (int i = 0; i < r; i++)
        {
            for (int j = r; j < width; j++) gram[j * width + i] = gram[i * width + j];
        }
        // G[i + r, j + r] = G[i, j] + E[i, j], from the first block row and, by symmetry, the first block column.
        for (int i = 0; i < p; i++)
        {
            sum[i + r] = sum[i] + sumOfEnds[i];
            TensorPrimitives.Add<double>(
                gram.AsSpan(i * width, p), gramOfEnds.Slice(i * p, p), gram.AsSpan((i + r) * width + r, p));
        }
        return ((long)count[0], sum, gram);
    }

    /// <summary>Computes the mean state of trajectories, an origin for them.</summary>
    /// <param name="data">The trajectories.</param>
    /// <returns>The mean [r].</returns>
    public static double[] MeanState(LatentDataset data)
    {
        var mean = new double[data.Dimension];
        long frames = 0;
        for (int run = 0; run < data.RunCount; run++)
        {
            AddStates(data.Run(run), mean);
            frames += data.FrameCount(run);
        }
        TensorPrimitives.Multiply<double>(mean, 1.0 / frames, mean);
        return mean;
    }

    private int AddFirstBlockRow(double[] rows, int filled, PackedMatrix packed)
    {
        if (filled == 0) return 0;
        var block = rows.AsSpan(0, filled * width);
        packed.Pack(block, filled, width);
        Gemm.TransposedMultiplyAdd(block, width, 0, r, packed, firstBlockRow);
        return 0;
    }

    // Adds the last w states of a run, which only the blocks further down contain, and subtracts its first w, which
    // only those further up contain.
    private void AddEnds(ReadOnlySpan<double> head, ReadOnlySpan<double> tail)
    {
        int p = head.Length;
        for (int i = 0; i < p; i++)
        {
            sumOfEnds[i] += tail[i] - head[i];
            var row = gramOfEnds.Slice(i * p, p);
            TensorPrimitives.MultiplyAdd(tail, tail[i], row, row);
            TensorPrimitives.MultiplyAdd(head, -head[i], row, row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a training runs once: there is no time to warm up in
    private static void AddStates(ReadOnlySpan<double> states, Span<double> sum)
    {
        for (; states.Length >= sum.Length; states = states[sum.Length..])
        {
            for (int i = 0; i < sum.Length; i++) sum[i] += states[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ReadOnlySpan<double> states, ReadOnlySpan<double> origin, Span<double> centred)
    {
        for (; states.Length >= origin.Length; states = states[origin.Length..], centred = centred[origin.Length..])
        {
            for (int i = 0; i < origin.Length; i++) centred[i] = states[i] - origin[i];
        }
    }
}
