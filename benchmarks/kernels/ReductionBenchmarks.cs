using BenchmarkDotNet.Attributes;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Svd;

namespace Kernels;

/// <summary>The matrix products that dominate the POD, and a POD of 4,000 rows.</summary>
[MemoryDiagnoser]
public class ReductionBenchmarks
{
    private const int Rows = 167;
    private const int Columns = 4096;
    private const int Width = 48;

    private readonly double[] block = new double[Rows * Columns];
    private readonly double[] product = new double[Rows * Width];
    private readonly double[] image = new double[Columns * Width];
    private readonly double[] snapshots = new double[4000 * 1024];
    private PackedMatrix vectors = null!;
    private PackedMatrix packedProduct = null!;

    [GlobalSetup]
    public void Fill()
    {
        var random = new RandomStream(seed: 3);
        random.NextDoubles(block);
        random.NextDoubles(image);
        random.NextDoubles(product);
        random.NextDoubles(snapshots);
        vectors = new PackedMatrix(image, Columns, Width);
        packedProduct = new PackedMatrix(product, Rows, Width);
    }

    [Benchmark]
    public void RowsTimesVectors() => Gemm.MultiplyAdd(block, vectors, product, Rows);

    [Benchmark]
    public void TransposedRowsTimesProduct() =>
        Gemm.TransposedMultiplyAdd(block, Columns, 0, Columns, packedProduct, image);

    [Benchmark]
    public TruncatedSvd Pod() => StreamedSvd.Compute(new ArrayRows(snapshots, 1024), new RankRule.FixedRank(10));
}
