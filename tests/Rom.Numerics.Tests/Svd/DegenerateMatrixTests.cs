using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Svd;
using Rom.Numerics.Tests.LinearAlgebra;

namespace Rom.Numerics.Tests.Svd;

/// <summary>
/// Repeated, zero, dependent, huge, tiny and graded rows and columns, against LAPACK's singular values
/// (<c>degenerate.npz</c>, made by <c>degenerate.py</c> beside it), and the same at a size where the randomized SVD
/// works.
/// </summary>
public class DegenerateMatrixTests
{
    private const int Rows = 24, Columns = 16;

    public static TheoryData<string> Cases()
    {
        using var golden = Golden.Open("degenerate.npz");
        return [.. golden.Names.Where(name => name.EndsWith(".a", StringComparison.Ordinal))
            .Select(name => name[..^2]).Order()];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void JacobiSvd_HasTheSpectrumOfLapack_AndOrthonormalVectors(string name)
    {
        var (a, expected, _) = Load(name);
        foreach (bool isTransposed in (bool[])[false, true])
        {
            var svd = isTransposed
                ? JacobiSvd.Decompose(Naive.Transposed(a, Rows, Columns), Columns, Rows)
                : JacobiSvd.Decompose(a, Rows, Columns);
            CheckSpectrum(expected, svd.SingularValues);
            var (u, v) = isTransposed
                ? (Naive.Transposed(svd.Vt, Columns, Rows), svd.U)
                : (svd.U, Naive.Transposed(svd.Vt, Columns, Columns));
            CheckOrthonormal(u, Rows, Columns);
            CheckOrthonormal(v, Columns, Columns);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Orthonormalise_GivesAnOrthonormalBasisOfTheColumns(string name)
    {
        var (a, _, _) = Load(name);
        double[] q = [.. a];
        HouseholderQr.Orthonormalise(q, Rows, Columns);
        CheckOrthonormal(q, Rows, Columns);
        // Column by column, in units of its largest element: (I − Q·Qᵀ)·a = 0.
        for (int j = 0; j < Columns; j++)
        {
            double largest = Enumerable.Range(0, Rows).Max(i => Math.Abs(a[i * Columns + j]));
            if (largest < 1e-290) continue; // a subnormal number has few digits to be spanned
            double[] column = [.. Enumerable.Range(0, Rows).Select(i => a[i * Columns + j] / largest)];
            double[] projected = Naive.Product(
                q, Naive.Product(Naive.Transposed(q, Rows, Columns), column, Columns, Rows, 1), Rows, Columns, 1);
            Assert.True(Naive.LargestDifference(column, projected) < 1e-12, $"column {j}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void UpperFactor_HasTheSpectrumOfTheMatrix(string name)
    {
        var (a, expected, _) = Load(name);
        double[] r = HouseholderQr.UpperFactor([.. a], Rows, Columns);
        CheckSpectrum(expected, JacobiSvd.Decompose(r, Columns, Columns).SingularValues);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SymmetricEigen_OfTheGramMatrix_HasOrthonormalVectors(string name)
    {
        var (a, expected, _) = Load(name);
        double largest = a.Max(Math.Abs);
        double[] unit = [.. a.Select(value => value / largest)];
        double[] gram = Naive.Product(Naive.Transposed(unit, Rows, Columns), unit, Columns, Rows, Columns);
        var eigen = SymmetricEigen.Decompose(gram, Columns);
        double accuracy = Math.Max(1e-13, 10 * double.Epsilon / largest); // subnormal numbers have few digits
        CheckOrthonormal(Naive.Transposed(eigen.Vectors, Columns, Columns), Columns, Columns);
        for (int k = 0; k < Columns; k++)
            Assert.Equal(Math.Pow(expected[k] / largest, 2), eigen.Values[k], accuracy * eigen.Values[0]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StreamedSvd_HasTheSpectrumOfLapack_AnOrthonormalBasisAndAtMostAllEnergy(string name)
    {
        var (a, _, expected) = Load(name);
        double[] transposed = Naive.Transposed(a, Rows, Columns);
        foreach (int blockSize in (int[])[5, 100])
        {
            foreach (int exactLimit in (int[])[256, 0])
            {
                var options = new StreamedSvdOptions { ExactLimit = exactLimit, Threads = 2 };
                foreach (int rank in (int[])[1, 5, Columns])
                {
                    var svd = Compute(new ArrayRows(a, Columns, blockSize), rank, options);
                    Check(svd, Columns);
                    CheckSpectrum(expected[..rank], svd.SingularValues, expected[0]);
                }
                Check(Compute(new ArrayRows(transposed, Rows, blockSize), 5, options), Rows);
            }
        }
    }

    public static TheoryData<string> LargeCases() => [.. Large.Keys];

    private const int Tall = 420, Wide = 150;

    private static readonly double[] Noise = RandomArrays.Gaussian(51, Tall * Wide);

    private static readonly Dictionary<string, Func<double[]>> Large = new()
    {
        ["three distinct rows"] = () => Of((i, j) => Noise[i * 3 / Tall * Wide + j]),
        ["three distinct rows, huge"] = () => Of((i, j) => 1e300 * Noise[i * 3 / Tall * Wide + j]),
        ["three distinct rows, tiny"] = () => Of((i, j) => 1e-300 * Noise[i * 3 / Tall * Wide + j]),
        ["few columns that differ"] = () => Of((i, j) => j < 70 ? Noise[i * Wide + j] : 0.25),
        ["few columns, fewer than a block"] = () => Of((i, j) => j < 7 ? Noise[i * Wide + j] : 0.25),
        ["columns in pairs"] = () => Of((i, j) => Noise[i * Wide + j / 2]),
        ["one row that differs"] = () => Of((i, j) => i == 333 ? Noise[j] : 1),
        ["one element"] = () => Of((i, j) => i == 333 && j == 17 ? 1 : 0),
        ["one hundred unit columns"] = () => Of((i, j) => i % 100 == j ? 1 : 0),
        ["forty unit columns in small units"] = () => Of((i, j) => i % 40 == j ? 1e-50 : 0),
        ["a small part in small units"] =
            () => Of((i, j) => i < 8 ? 1e-17 * Noise[i * Wide + j] * Math.Pow(10, -0.3 * j) : 0),
        ["graded columns"] = () => Of((i, j) => Noise[i * Wide + j] * Math.Pow(10, -j)),
        ["graded rows"] = () => Of((i, j) => Noise[i * Wide + j] * Math.Pow(10, -0.4 * i)),
        ["rank twenty, then rounding"] =
            () => Of((i, j) => Enumerable.Range(0, 20).Sum(k => Noise[i * 20 + k] * Noise[8400 + j * 20 + k])),
        ["equal singular values"] = () => Of((i, j) => i == j ? 1 : 0),
        ["a large mean"] = () => Of((i, j) => 1e8 * (1 + j) + Noise[i * 3 / Tall * Wide + j]),
        ["an empty stretch"] = () => Of((i, j) => i < 300 ? 0 : Noise[i * Wide + j]),
    };

    [Theory]
    [MemberData(nameof(LargeCases))]
    public void StreamedSvd_OfManyDegenerateRows_AgreesWithTheFullSvd(string name)
    {
        double[] a = Large[name]();
        double[] expected = JacobiSvd.Decompose(Centred(a, Tall, Wide), Tall, Wide).SingularValues;
        foreach (int exactLimit in (int[])[Wide, 0])
        {
            foreach (int rank in (int[])[1, 75])
            {
                var svd = Compute(
                    new ArrayRows(a, Wide, 64), rank, new StreamedSvdOptions { ExactLimit = exactLimit, Threads = 2 });
                Check(svd, Wide);
                CheckSpectrum(expected[..rank], svd.SingularValues, expected[0]);
                double energy = expected[..rank].Sum(sigma => Math.Pow(sigma / expected[0], 2))
                    / expected.Sum(sigma => Math.Pow(sigma / expected[0], 2));
                Assert.Equal(energy, svd.EnergyRatio, 1e-10);
            }
        }
    }

    // As animals at rest leave them: each equal row leaves less of the next, down to the subnormal numbers.
    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    public void StreamedSvd_OfALongStretchOfEqualRows_HasTheFewDirectionsInWhichTheyDiffer(double factor)
    {
        const int rows = 250, distinct = 4, r = 6;
        double[] a =
            [.. Enumerable.Range(0, rows * Tall)
                .Select(k => factor * Noise[Math.Min(k / Tall, distinct) * Tall + k % Tall])];
        var svd = Compute(new ArrayRows(a, Tall, 64), r, new StreamedSvdOptions());
        Check(svd, Tall);
        double[] expected = JacobiSvd.Decompose(Centred(a, rows, Tall), rows, Tall).SingularValues;
        CheckSpectrum(expected[..r], svd.SingularValues);
        Assert.Equal(1, svd.EnergyRatio, 1e-12);
        Assert.True(svd.SingularValues[distinct - 1] > 0.1 * svd.SingularValues[0]);
        Assert.True(svd.SingularValues[distinct] < 1e-12 * svd.SingularValues[0]);
    }

    [Fact]
    public void StreamedSvd_WhereTheSampleOfRowsIsEqual_FindsTheOthers()
    {
        // Every fourth row is in the sample of 2400 rows; those differ by a billionth of a billionth.
        const int rows = 2400;
        double[] a = new double[rows * Wide], noise = RandomArrays.Gaussian(52, rows * 5);
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < 5; k++) a[i * Wide + 7 * k] = noise[i * 5 + k] * (i % 4 == 0 ? 1e-160 : 1);
        }
        var source = new ArrayRows(a, Wide, 100);
        var exact = Compute(source, 9, new StreamedSvdOptions { ExactLimit = Wide });
        var sampled = Compute(source, 9, new StreamedSvdOptions { ExactLimit = Wide - 1 });
        Check(sampled, Wide);
        CheckSpectrum(exact.SingularValues, sampled.SingularValues);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-320)]
    [InlineData(1e200)]
    [InlineData(1e308)]
    public void StreamedSvd_OfEqualRowsOfAnySize_SaysSo(double value)
    {
        double[] a = new double[60 * 7];
        Array.Fill(a, value);
        var error =
            Assert.Throws<InvalidDataException>(() => Compute(new ArrayRows(a, 7, 9), 2, new StreamedSvdOptions()));
        Assert.Contains("all 60 rows are equal", error.Message);
    }

    [Fact]
    public void StreamedSvd_OfDifferencesThatAreNotFinite_IsRefused()
    {
        double[] a = [.. Enumerable.Range(0, 60 * 7).Select(i => i / 7 % 2 == 0 ? 1.7e308 : -1.7e308)];
        foreach (int blockSize in (int[])[1, 9])
            Assert.Throws<InvalidDataException>(() =>
                Compute(new ArrayRows(a, 7, blockSize), 2, new StreamedSvdOptions()));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void StreamedSvd_OfRowsTimesAnyFactor_HasTheirMeanModesAndShares(double factor)
    {
        factor = Math.ScaleB(1, Math.ILogB(factor)); // exact
        double[] a = RandomArrays.Gaussian(53, 90 * 20);
        var plain = Compute(new ArrayRows(a, 20, 32), 4, new StreamedSvdOptions());
        var scaled = Compute(
            new ArrayRows(Array.ConvertAll(a, value => value * factor), 20, 32), 4, new StreamedSvdOptions());
        Assert.True(Naive.LargestDifference(plain.Modes, scaled.Modes) < 1e-12);
        Assert.True(
            Naive.LargestDifference(plain.Mean, Array.ConvertAll(scaled.Mean, value => value / factor)) < 1e-14);
        Assert.Equal(plain.EnergyRatio, scaled.EnergyRatio, 1e-13);
        Assert.True(Naive.LargestDifference(plain.CumulativeEnergyRatios(), scaled.CumulativeEnergyRatios()) < 1e-13);
    }

    private static void Check(TruncatedSvd svd, int columns)
    {
        CheckOrthonormal(svd.Modes, columns, svd.Rank);
        Assert.InRange(svd.EnergyRatio, 0, 1);
        double[] shares = svd.CumulativeEnergyRatios();
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(shares.Order(), shares);
        Assert.All(svd.Mean, value => Assert.True(double.IsFinite(value)));
    }

    private static void CheckSpectrum(double[] expected, double[] actual, double? unit = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        double accuracy = 1e-10 * (unit ?? expected[0]);
        for (int k = 0; k < expected.Length; k++)
        {
            if (!(Math.Abs(expected[k] - actual[k]) <= accuracy))
                Assert.Fail($"singular value {k}: expected {expected[k]}, found {actual[k]}");
        }
    }

    private static void CheckOrthonormal(double[] q, int rows, int columns)
    {
        double error = Naive.OrthonormalityError(q, rows, columns);
        Assert.True(error < 1e-12, $"the columns are off by {error}");
        Assert.Equal(error, Orthonormality.Error(q, rows, columns), 1e-14);
    }

    // From differences, which are exact where rows are near each other.
    private static double[] Centred(double[] a, int rows, int columns)
    {
        double[] centred = [.. a];
        for (int j = 0; j < columns; j++)
        {
            double mean = 0;
            for (int i = 0; i < rows; i++) mean += (a[i * columns + j] - a[j]) / rows;
            for (int i = 0; i < rows; i++) centred[i * columns + j] = a[i * columns + j] - a[j] - mean;
        }
        return centred;
    }

    private static double[] Of(Func<int, int, double> element) =>
        [.. Enumerable.Range(0, Tall * Wide).Select(k => element(k / Wide, k % Wide))];

    private static TruncatedSvd Compute(IRowSource rows, int rank, StreamedSvdOptions options) =>
        StreamedSvd.Compute(rows, new RankRule.FixedRank(rank), options, TestContext.Current.CancellationToken);

    private static (double[] A, double[] Spectrum, double[] Centred) Load(string name)
    {
        using var golden = Golden.Open("degenerate.npz");
        return (golden.ReadDoubles(name + ".a"), golden.ReadDoubles(name + ".s"), golden.ReadDoubles(name + ".c"));
    }
}
