using Rom.Numerics.Svd;
using Rom.Numerics.Tests.LinearAlgebra;

namespace Rom.Numerics.Tests.Svd;

public class StreamedSvdTests
{
    private static readonly StreamedSvdOptions Randomized = new() { ExactLimit = 0, Threads = 2 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compute_OfTheGoldenSnapshots_GivesTheirSpectrumAndSubspace(bool isExact)
    {
        using var golden = Golden.Open("pod.npz");
        int columns = golden.Header("snapshots").Shape[1], goldenModes = golden.Header("modes").Shape[1];
        double[] expected = golden.ReadDoubles("singular_values");
        const int r = 3; // 7.6 before the cut, 3.6 after it: a gap

        var svd = Decompose(
            new ArrayRows(golden.ReadDoubles("snapshots"), columns, 30), new RankRule.FixedRank(r),
            isExact ? new StreamedSvdOptions() : Randomized);

        Assert.True(svd.Converged);
        Assert.Equal(160, svd.Rows);
        Assert.True(Naive.LargestDifference(golden.ReadDoubles("mean"), svd.Mean) < 1e-15);
        Assert.Equal(1, svd.TotalEnergy / expected.Sum(s => s * s), 1e-13);
        int compared = isExact ? expected.Length : r;
        if (isExact) Assert.Equal(expected.Length, svd.AllSingularValues.Length);
        for (int i = 0; i < compared; i++)
            Assert.InRange(svd.AllSingularValues[i] - expected[i], -Tolerance(i), Tolerance(i));
        Assert.True(Naive.OrthonormalityError(svd.Modes, columns, r) < 1e-13);
        Assert.True(Spectra.Angle(svd.Modes, columns, r, golden.ReadDoubles("modes"), goldenModes) < 1e-8);

        // The last singular value is zero but for rounding: centring takes one dimension.
        double Tolerance(int i) => i == expected.Length - 1 ? 1e-14 * expected[0] : 1e-10 * expected[i];
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.95)]
    [InlineData(0.999)]
    [InlineData(1.0)]
    public void Compute_ByEnergy_KeepsTheSmallestRankThatReachesIt(double tau)
    {
        using var golden = Golden.Open("pod.npz");
        double[] cumulative = golden.ReadDoubles("cumulative_energy");
        var rows = new ArrayRows(golden.ReadDoubles("snapshots"), golden.Header("snapshots").Shape[1], 64);
        // The last dimension holds rounding alone.
        int expected = tau < 1 ? Array.FindIndex(cumulative, share => share >= tau) + 1 : 159;

        var exact = Decompose(rows, new RankRule.EnergyThreshold(tau));
        var randomized = Decompose(rows, new RankRule.EnergyThreshold(tau), Randomized);

        if (tau < 1) Assert.Equal(expected, exact.Rank);
        else Assert.InRange(exact.Rank, expected - 1, expected + 1);
        Assert.InRange(randomized.Rank, exact.Rank - (tau < 1 ? 0 : 1), exact.Rank + (tau < 1 ? 0 : 1));
        Assert.True(exact.EnergyRatio > tau - 1e-12);
        Assert.True(randomized.EnergyRatio > tau - 1e-12);
    }

    public static TheoryData<string, double[]> Decays() => new()
    {
        { "exponential", [.. Enumerable.Range(0, 300).Select(i => Math.Exp(-0.1 * i))] },
        { "slow", [.. Enumerable.Range(0, 300).Select(i => 1 / Math.Sqrt(i + 1.0))] },
        { "flat after a gap", [.. Enumerable.Range(0, 300).Select(i => i < 10 ? 2 - 0.05 * i : 1 - 0.002 * i)] },
        { "low rank", [.. Enumerable.Range(0, 10).Select(i => 10.0 - i)] },
    };

    [Theory]
    [MemberData(nameof(Decays))]
    public void Compute_OfAKnownSpectrum_FindsValuesAndSubspace(string decay, double[] sigma)
    {
        const int rows = 700, columns = 600, r = 10;
        var (values, modes) = Spectra.Matrix(rows, columns, sigma);

        var svd = Decompose(new ArrayRows(values, columns, 90), new RankRule.FixedRank(r), Randomized);

        Assert.True(svd.Converged, decay);
        for (int i = 0; i < r; i++) Assert.Equal(1, svd.SingularValues[i] / sigma[i], 1e-10);
        Assert.True(svd.SubspaceError <= 1e-9, $"{decay}: {svd.SubspaceError}");
        Assert.True(Spectra.Angle(svd.Modes, columns, r, modes, sigma.Length) < 1e-8, decay);
        Assert.Equal(1, svd.TotalEnergy / sigma.Sum(s => s * s), 1e-12);
    }

    [Fact]
    public void Compute_Randomized_AgreesWithExact()
    {
        const int rows = 400, columns = 300, r = 12;
        double[] values = RandomArrays.Gaussian(31, rows * columns); // as slow a decay as there is
        for (int i = 0; i < values.Length; i++) values[i] = values[i] / (1 + i % columns) + i % columns;
        var source = new ArrayRows(values, columns, 64);

        var exact = Decompose(source, new RankRule.FixedRank(r));
        var randomized = Decompose(source, new RankRule.FixedRank(r), Randomized);

        Assert.True(exact.Converged && randomized.Converged);
        for (int i = 0; i < r; i++) Assert.Equal(1, randomized.SingularValues[i] / exact.SingularValues[i], 1e-10);
        Assert.True(Spectra.Angle(exact.Modes, columns, r, randomized.Modes, r) < 1e-8);
        Assert.True(Naive.LargestDifference(exact.Modes, randomized.Modes) < 1e-7); // signs too
    }

    [Fact]
    public void Compute_DirectionsThatTheSampleOfRowsHasNotSeen_AreFound()
    {
        // Every fourth row is in the sample. Six directions, more than there are random vectors, are in other rows
        // alone.
        const int rows = 2400, columns = 300, r = 12, hidden = 6;
        double[] values = RandomArrays.Gaussian(37, rows * columns), amounts = RandomArrays.Gaussian(38, rows * hidden);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) values[i * columns + j] /= 1 + j;
            for (int k = 0; i % 4 == 1 && k < hidden; k++)
                values[i * columns + columns - 1 - k] += (3 - 0.3 * k) * amounts[i * hidden + k];
        }
        var source = new ArrayRows(values, columns, 100);

        var exact = Decompose(source, new RankRule.FixedRank(r), new StreamedSvdOptions { ExactLimit = columns });
        var sampled = Decompose(source, new RankRule.FixedRank(r), new StreamedSvdOptions { ExactLimit = columns - 1 });

        Assert.True(sampled.Converged);
        Assert.True(
            Enumerable.Range(0, hidden).Max(k => Math.Abs(exact.Modes[(columns - 1 - k) * r])) > 0.5,
            "a hidden direction leads");
        for (int i = 0; i < r; i++) Assert.Equal(1, sampled.SingularValues[i] / exact.SingularValues[i], 1e-10);
        Assert.True(Spectra.Angle(exact.Modes, columns, r, sampled.Modes, r) < 1e-8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    public void Compute_WithAnyNumberOfThreads_GivesTheSameBits(int exactLimit)
    {
        const int rows = 300, columns = 200;
        double[] values = RandomArrays.Gaussian(32, rows * columns);
        TruncatedSvd Compute(int threads) => Decompose(
            new ArrayRows(values, columns, 37), new RankRule.FixedRank(5),
            new StreamedSvdOptions { ExactLimit = exactLimit, Threads = threads });
        var one = Compute(1);
        foreach (int threads in (int[])[2, 3, 16])
        {
            var many = Compute(threads);
            Assert.Equal(one.Modes, many.Modes);
            Assert.Equal(one.AllSingularValues, many.AllSingularValues);
            Assert.Equal(one.Mean, many.Mean);
            Assert.Equal(one.TotalEnergy, many.TotalEnergy);
        }
    }

    [Theory]
    [InlineData(40, 700)]
    [InlineData(700, 40)]
    [InlineData(2, 9)]
    [InlineData(9, 1)]
    public void Compute_OfFewRowsOrColumns_ReassemblesTheRows(int rows, int columns)
    {
        double[] values = RandomArrays.Gaussian(33, rows * columns);
        int rank = Math.Min(rows, columns);
        var svd = Decompose(new ArrayRows(values, columns, 11), new RankRule.FixedRank(rank));

        Assert.True(Naive.OrthonormalityError(svd.Modes, columns, rank) < 1e-13);
        var centred = new double[values.Length];
        for (int i = 0; i < values.Length; i++) centred[i] = values[i] - svd.Mean[i % columns];
        double[] latent = Naive.Product(centred, svd.Modes, rows, columns, rank);
        double[] again = Naive.Product(latent, Naive.Transposed(svd.Modes, columns, rank), rows, rank, columns);
        Assert.True(Naive.LargestDifference(centred, again) < 1e-12);
        Assert.Equal(1, svd.AllSingularValues.Sum(s => s * s) / svd.TotalEnergy, 1e-12);
    }

    [Fact]
    public void Compute_OfASmallVariationOnALargeMean_LosesNoAccuracy()
    {
        const int rows = 200, columns = 30;
        var (values, _) = Spectra.Matrix(rows, columns, [1, 0.5, 0.25]);
        double energy = Decompose(new ArrayRows(values, columns, 13), new RankRule.FixedRank(3)).TotalEnergy;
        // A power of two, which the smaller bits of the values survive up to 2⁻²⁹: as much may the energy change.
        for (int i = 0; i < values.Length; i++) values[i] += 1 << 24;
        double far = Decompose(new ArrayRows(values, columns, 13), new RankRule.FixedRank(3)).TotalEnergy;
        Assert.Equal(1, far / energy, 1e-7);
    }

    [Fact]
    public void Compute_CutThroughEqualSingularValues_EndsAndSaysThatThereIsNoGap()
    {
        double[] sigma = [4, 4, 2, 2, .. Enumerable.Range(1, 100).Select(i => 1.0 / i)];
        var (values, _) = Spectra.Matrix(300, 200, sigma);
        var svd = Decompose(new ArrayRows(values, 200), new RankRule.FixedRank(3), Randomized);
        Assert.True(svd.Converged);
        for (int i = 0; i < 3; i++) Assert.Equal(1, svd.SingularValues[i] / sigma[i], 1e-10);
        Assert.True(svd.SubspaceError > 0.01, $"{svd.SubspaceError}");
    }

    [Fact]
    public void Compute_WithoutPatience_SaysThatItHasNotConverged()
    {
        double[] values = RandomArrays.Gaussian(34, 300 * 200);
        var svd = Decompose(
            new ArrayRows(values, 200), new RankRule.FixedRank(3), Randomized with { MaxPasses = 2 });
        Assert.False(svd.Converged);
        Assert.True(svd.SubspaceError > 1e-9);
    }

    [Fact]
    public void Compute_OfEqualRows_SaysThatNoDirectionStandsOut()
    {
        var values = new double[60 * 7];
        for (int i = 0; i < values.Length; i++) values[i] = 0.1 * (i % 7);
        var error = Assert.Throws<InvalidDataException>(
            () => Decompose(new ArrayRows(values, 7, 9), new RankRule.FixedRank(2)));
        Assert.Contains("all 60 rows are equal", error.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Compute_OfAValueThatIsNotFinite_NamesRowsAndColumn(double value)
    {
        double[] values = RandomArrays.Gaussian(35, 60 * 7);
        values[25 * 7 + 3] = value;
        var error = Assert.Throws<InvalidDataException>(
            () => Decompose(new ArrayRows(values, 7, 9), new RankRule.FixedRank(2)));
        Assert.Contains("rows 18 … 26, column 3", error.Message);
    }

    [Fact]
    public void Compute_OfNoRowsOrForTooManyVectors_IsRefused()
    {
        Assert.Throws<InvalidDataException>(
            () => Decompose(new ArrayRows(Array.Empty<double>(), 7), new RankRule.FixedRank(2)));
        Assert.Throws<ArgumentException>(
            () => Decompose(new ArrayRows(RandomArrays.Gaussian(36, 70), 7), new RankRule.FixedRank(8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankRule.FixedRank(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankRule.EnergyThreshold(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankRule.EnergyThreshold(1.5));
    }

    [Fact]
    public void Compute_WhenCancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => StreamedSvd.Compute(
            new ArrayRows(RandomArrays.Gaussian(37, 70), 7), new RankRule.FixedRank(2), null, source.Token));
    }

    private static TruncatedSvd Decompose(IRowSource rows, RankRule rule, StreamedSvdOptions? options = null) =>
        StreamedSvd.Compute(rows, rule, options, TestContext.Current.CancellationToken);
}
