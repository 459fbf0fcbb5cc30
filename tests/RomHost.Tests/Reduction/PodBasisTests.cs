using FsCheck.Xunit;
using Rom.Forecasting.Reduction;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Svd;

namespace RomHost.Tests.Reduction;

/// <summary>On the basis of <c>pod.npz</c>: 768 cells, 12 modes.</summary>
public sealed class PodBasisTests
{
    private const int Cells = 768;
    private const int Modes = 12;

    private static readonly PodBasis Basis = Golden();

    [Property]
    public bool Projection_IsIdempotent(int[] seeds)
    {
        double[] once = Projected(Field(seeds));
        return Projected(once).Zip(once)
            .All(pair => Math.Abs(pair.First - pair.Second) <= 1e-10 * (1 + Math.Abs(pair.Second)));
    }

    [Property]
    public bool Restriction_OfALiftedState_IsThatState(int[] seeds)
    {
        double[] state = Field(seeds)[..Modes], lifted = new double[Cells], restricted = new double[Modes];
        Basis.Lift(state, lifted);
        Basis.Restrict(lifted, restricted);
        return restricted.Zip(state)
            .All(pair => Math.Abs(pair.First - pair.Second) <= 1e-10 * (1 + Math.Abs(pair.Second)));
    }

    // Sums of 768 terms below 100: the two orders differ by rounding.
    [Fact]
    public void RestrictBatch_IsThatOfEachSnapshotAlone_ToTheLastBit_AndTheInnerProductsWithTheModes()
    {
        const int Most = 33;
        double[] snapshots = [.. Enumerable.Range(0, Most).SelectMany(k => Field([k]))];
        using var file = NpzReader.Open(GoldenPath);
        double[] mean = file.ReadDoubles("mean"), modes = file.ReadDoubles("modes"); // [cells, r]
        double[] alone = new double[Most * Modes];
        for (int k = 0; k < Most; k++)
        {
            double[] snapshot = snapshots[(k * Cells)..((k + 1) * Cells)];
            var state = alone.AsSpan(k * Modes, Modes);
            Basis.Restrict([.. snapshot], state);
            for (int j = 0; j < Modes; j++)
            {
                double expected = Enumerable.Range(0, Cells).Sum(c => modes[c * Modes + j] * (snapshot[c] - mean[c]));
                Assert.Equal(expected, state[j], 1e-12);
            }
        }
        for (int count = 1; count <= Most; count++)
        {
            double[] states = new double[count * Modes];
            Basis.RestrictBatch(snapshots[..(count * Cells)], count, states);
            Assert.Equal(alone[..states.Length], states);
        }
    }

    [Fact]
    public void RestrictBatch_OfASnapshotThatIsNotFinite_LeavesTheOthersAsTheyAre()
    {
        const int Count = 6, Spoilt = 2;
        double[] snapshots = [.. Enumerable.Range(0, Count).SelectMany(k => Field([k]))];
        double[] expected = new double[Count * Modes], states = new double[Count * Modes];
        Basis.RestrictBatch([.. snapshots], Count, expected);
        snapshots[Spoilt * Cells + 5] = double.NaN;
        Basis.RestrictBatch(snapshots, Count, states);
        expected.AsSpan(Spoilt * Modes, Modes).Fill(double.NaN);
        Assert.Equal(expected, states);
    }

    // One product is added to the mean, where Lift adds mode by mode: rounding of sums of 12 terms below 100.
    [Property]
    public bool LiftBatch_IsTheLiftOfEachState_AndThatOfABatchOfOne(int[] seeds)
    {
        const int States = 7;
        double[] states = [.. Field(seeds)[..(States * Modes)]];
        var (batch, alone, lifted) = (new double[States * Cells], new double[Cells], new double[Cells]);
        Basis.LiftBatch(states, States, batch);
        for (int k = 0; k < States; k++)
        {
            var state = states.AsSpan(k * Modes, Modes);
            Basis.LiftBatch(state, 1, alone);
            Basis.Lift(state, lifted);
            var ofBatch = batch.AsSpan(k * Cells, Cells);
            if (!ofBatch.SequenceEqual(alone)) return false;
            for (int c = 0; c < Cells; c++)
            {
                if (!(Math.Abs(ofBatch[c] - lifted[c]) <= 1e-13)) return false;
            }
        }
        return true;
    }

    [Property]
    public bool LiftVariance_IsTheVarianceOfLiftedStates(int[] seeds)
    {
        const int States = 30;
        double[] values = Field(seeds), states = [.. values[..(States * Modes)].Select((v, i) => Math.Sin(v + i))];
        double[] means = [.. Enumerable.Range(0, Modes).Select(j =>
            Enumerable.Range(0, States).Average(k => states[k * Modes + j]))];
        var covariance = new double[Modes * Modes];
        for (int i = 0; i < Modes * Modes; i++)
        {
            int row = i / Modes, column = i % Modes;
            covariance[i] = Enumerable.Range(0, States).Average(k =>
                (states[k * Modes + row] - means[row]) * (states[k * Modes + column] - means[column]));
        }
        double[] mean = new double[Cells], expected = new double[Cells], lifted = new double[Cells];
        Basis.Lift(means, mean);
        for (int k = 0; k < States; k++)
        {
            Basis.Lift(states.AsSpan(k * Modes, Modes), lifted);
            for (int c = 0; c < Cells; c++) expected[c] += Math.Pow(lifted[c] - mean[c], 2) / States;
        }
        var variance = new double[Cells];
        Basis.LiftVariance(covariance, variance);
        return variance.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-10);
    }

    /// <summary>
    /// Snapshots of equal mass differ from their mean by fields without mass, so every mode has none.
    /// </summary>
    [Property]
    public bool RawLifting_ConservesMass_WhenSnapshotsDo(int[] seeds)
    {
        using var file = NpzReader.Open(GoldenPath);
        double[] snapshots = file.ReadDoubles("snapshots");
        double[] masses = [.. Enumerable.Range(0, 160).Select(t => snapshots.AsSpan(t * Cells, Cells).ToArray().Sum())];
        // Two normalised snapshots span a basis of one mode.
        double[] a = [.. snapshots[..Cells].Select(value => value / masses[0])];
        double[] b = [.. snapshots[(5 * Cells)..(6 * Cells)].Select(value => value / masses[5])];
        double[] mean = [.. a.Zip(b, (x, y) => (x + y) / 2)];
        double[] mode = [.. a.Zip(b, (x, y) => x - y)];
        double norm = Math.Sqrt(mode.Sum(value => value * value));
        var basis = new PodBasis(mean, [.. mode.Select(value => value / norm)]);
        var lifted = new double[Cells];
        basis.Lift([Field(seeds)[0]], lifted);
        return Math.Abs(lifted.Sum() - 1) <= 1e-10;
    }

    [Theory]
    [InlineData(1, 1.01, "orthonormal")] // modes off, energy right
    [InlineData(1, double.NaN, "orthonormal")]
    [InlineData(7.8, 1, "energy")]       // modes right, more energy than there is
    [InlineData(double.NaN, 1, "energy")]
    public void Check_OfModesOrEnergiesThatCannotBe_IsAnError(double energyRatio, double length, string expected)
    {
        var pod = new TruncatedSvd
        {
            Rows = 4,
            Mean = new double[3],
            Modes = [length, 0, 0, 1, 0, 0],
            SingularValues = [1, Math.Sqrt(energyRatio * 2 - 1)],
            AllSingularValues = [1, 1],
            TotalEnergy = 2,
            Passes = 1,
            Converged = true,
            SubspaceError = 0,
        };
        var error = Assert.Throws<ArithmeticException>(() => PodBasis.Check(pod));
        Assert.Contains(expected, error.Message);
        PodBasis.Check(pod with { Modes = [1, 0, 0, 1, 0, 0], SingularValues = [1, 1] });
    }

    [Fact]
    public void Load_OfModesThatAreNotOrthonormal_NamesFileAndRemedy()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var file = NpzWriter.Create(path, compress: false))
        {
            file.Add<double>("U", [1, 0, 0, 1, 0, 0.01], 3, 2);
            file.Add<double>("mean", new double[3], 3);
            file.Commit();
        }
        var error = Assert.Throws<InvalidDataException>(() => PodBasis.Load(path));
        File.Delete(path);
        Assert.Contains(path, error.Message);
        Assert.Contains("delete the file", error.Message);
    }

    private static string GoldenPath => GoldenFile.At("pod.npz");

    private static PodBasis Golden()
    {
        using var file = NpzReader.Open(GoldenPath);
        return new PodBasis(file.ReadDoubles("mean"), Transposition.Of(file.ReadDoubles("modes"), Cells, Modes));
    }

    private static double[] Projected(double[] snapshot)
    {
        double[] centred = [.. snapshot], state = new double[Modes], lifted = new double[Cells];
        Basis.Restrict(centred, state);
        Basis.Lift(state, lifted);
        return lifted;
    }

    private static double[] Field(int[] seeds)
    {
        var random = new RandomStream((uint)seeds.Aggregate(17, (hash, seed) => unchecked(hash * 31 + seed)));
        return [.. Enumerable.Range(0, Cells).Select(_ => random.NextGaussian())];
    }
}
