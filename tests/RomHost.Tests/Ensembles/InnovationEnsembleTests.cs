using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Ensembles;

[Collection(CountedAllocations.Name)]
public sealed class InnovationEnsembleTests
{
    // y_k = A_1 y_(k−1) + A_2 y_(k−2) + e_k, of states of two coordinates.
    private static readonly LinearRecursion Model = new([0.9, 0.3, -0.3, 0.6, -0.2, 0, 0.1, 0.1], dimension: 2);

    private static readonly LinearRecursion Hold = new([1], dimension: 1);

    private static readonly double[] Window = [1, -1, 2, 0.5];

    [Fact]
    public void Innovations_OfALinearModel_AreTheNoiseOfItsRuns()
    {
        double[] noise = Noise(40, seed: 3);
        var innovations = Innovations.Of(Model, new LatentDataset(2, 1, [Run(noise), Run(noise)]));
        Assert.Equal((80, 2), (innovations.Count, innovations.Dimension));
        Assert.Equal(3, innovations.DefaultBlock); // ∛40
        var random = new RandomStream(1);
        for (int k = 0; k < 100; k++)
        {
            double[] drawn = innovations.Draw(random).Next().ToArray();
            Assert.Contains(
                noise.Chunk(2), e => Math.Abs(e[0] - drawn[0]) < 1e-13 && Math.Abs(e[1] - drawn[1]) < 1e-13);
        }
    }

    // Independent innovations: the covariance at lead k is Σ_(j<k) Ψ_j Q Ψ_jᵀ, with Ψ_j the response to an innovation j
    // steps before, and Q that of the innovations, each with the same probability. The covariance c_ij of n normal
    // members has the variance (c_ii c_jj + c_ij²)/(n − 1), and their mean c_ii/n.
    [Fact]
    public void MembersOfALinearModel_HaveTheMeanAndCovarianceOfItsNoise()
    {
        const int steps = 8, members = 4000, r = 2;
        double[] noise = Noise(300, seed: 4);
        var innovations = Innovations.Of(Model, new LatentDataset(2, 1, [Run(noise[..200]), Run(noise[200..])]));
        double[][] ensemble = Members(new InnovationEnsemble(Model, innovations, block: 1), Window, steps, members);

        double[] point = Forecast(Model, Window, steps), mean = MeanOf(noise), q = CovarianceOf(noise, mean);
        double[][] responses = [Forecast(Model, [0, 0, 1, 0], steps - 1), Forecast(Model, [0, 0, 0, 1], steps - 1)];
        double Response(int j, int row, int column) =>
            j == 0 ? (row == column ? 1 : 0) : responses[column][(j - 1) * r + row];

        double[] centre = new double[r], covariance = new double[r * r];
        for (int k = 0; k < steps; k++)
        {
            for (int a = 0; a < r; a++)
            {
                for (int c = 0; c < r; c++) centre[a] += Response(k, a, c) * mean[c];
                for (int b = 0; b < r; b++)
                {
                    for (int c = 0; c < r * r; c++)
                        covariance[a * r + b] += Response(k, a, c / r) * q[c] * Response(k, b, c % r);
                }
            }
            double[] states = [.. ensemble.SelectMany(member => member[(k * r)..((k + 1) * r)])];
            double[] found = MeanOf(states), spread = CovarianceOf(states, found);
            for (int a = 0; a < r; a++)
            {
                double variance = covariance[a * r + a];
                Assert.Equal(point[k * r + a] + centre[a], found[a], 5 * Math.Sqrt(variance / members));
                for (int b = 0; b < r; b++)
                {
                    double both = covariance[a * r + b];
                    double error = Math.Sqrt((variance * covariance[b * r + b] + both * both) / (members - 1));
                    Assert.Equal(both, spread[a * r + b], 5 * error);
                }
            }
        }
    }

    // Innovations 1, −1, 1, −1, …: two that follow one another cancel, wherever a block begins.
    [Fact]
    public void Blocks_AreInnovationsThatFollowOneAnother()
    {
        double[] alternating = [0, .. Enumerable.Range(0, 20).Select(k => k % 2 == 0 ? 1.0 : 0)];
        var innovations = Innovations.Of(Hold, new LatentDataset(1, 1, [alternating]));
        foreach (double[] member in Members(new InnovationEnsemble(Hold, innovations, block: 2), [5], 30, 20))
        {
            Assert.All(member.Index(), state => Assert.Equal(state.Index % 2 == 1, state.Item == 5));
            Assert.Contains(6, member);
            Assert.Contains(4, member);
        }
        double[][] independent = Members(new InnovationEnsemble(Hold, innovations, block: 1), [5], 30, 20);
        Assert.Contains(independent, member => Math.Abs(member[^1] - 5) > 1);
    }

    // Runs that rise by 1, 10 and 100: a block rises by the same number at each step, though it is longer than a run.
    [Fact]
    public void Block_IsOfOneRun()
    {
        double[] rates = [1, 10, 100];
        var data = new LatentDataset(
            1, 1, rates.Select(rate => Enumerable.Range(0, 4).Select(k => k * rate).ToArray()));
        double[][] ensemble =
            Members(new InnovationEnsemble(Hold, Innovations.Of(Hold, data), block: 5), [0], 100, 2);
        var drawn = new List<double>();
        foreach (double[] member in ensemble)
        {
            double before = 0;
            foreach (double[] block in member.Chunk(5))
            {
                double[] rises = [.. block.Select((state, k) => state - (k == 0 ? before : block[k - 1]))];
                Assert.All(rises, rise => Assert.Equal(rises[0], rise));
                drawn.Add(rises[0]);
                before = block[^1];
            }
        }
        Assert.Equal(rates, drawn.Distinct().Order());
    }

    // Five innovations in runs of four and one: each is at each place of a block with the same probability.
    [Fact]
    public void EachInnovation_IsDrawnAsOftenAsAnyOther()
    {
        const int draws = 5000;
        var innovations = Innovations.Of(Hold, new LatentDataset(1, 1, [[0, 1, 3, 6, 10], [0], [0, 5]]));
        Assert.Equal(5, innovations.Count);
        var random = new RandomStream(2);
        int[,] counts = new int[3, 6];
        for (int k = 0; k < draws; k++)
        {
            var block = innovations.Draw(random);
            for (int place = 0; place < 3; place++) counts[place, (int)block.Next()[0]]++;
        }
        double bound = 5 * Math.Sqrt(draws * 0.2 * 0.8);
        for (int place = 0; place < 3; place++)
        {
            for (int value = 1; value <= 5; value++)
                Assert.InRange(counts[place, value], draws / 5 - bound, draws / 5 + bound);
        }
    }

    [Fact]
    public void RunsWithoutNoise_GiveMembersThatEqualTheForecast()
    {
        double[] exact = [.. Window, .. Forecast(Model, Window, 30)];
        var ensemble = new InnovationEnsemble(Model, Innovations.Of(Model, new LatentDataset(2, 1, [exact])), 3);
        double[] point = Forecast(Model, Window, 12);
        Assert.All(Members(ensemble, Window, 12, 3), member => Assert.Equal(point, member));
    }

    [Fact]
    public void Members_AreAFunctionOfSeedAndNumber_OnEveryThread()
    {
        var innovations = Innovations.Of(Model, new LatentDataset(2, 1, [Run(Noise(60, seed: 5))]));
        var ensemble = new InnovationEnsemble(Model, innovations, innovations.DefaultBlock);
        double[][] expected = Members(ensemble, Window, 20, 6);
        Assert.Equal(6, expected.Select(member => member[0]).Distinct().Count());
        Assert.NotEqual(expected, Members(ensemble, Window, 20, 6, seed: 2));
        Assert.Equal(expected[..3].Select(member => member[..(7 * 2)]), Members(ensemble, Window, 7, 3));
        Parallel.For(0, 16, _ => Assert.Equal(expected, Members(ensemble, Window, 20, 6)));
    }

    [Fact]
    public void MemberThatOverflows_IsNaNFromThereOn()
    {
        var growing = new LinearRecursion([1e100], dimension: 1);
        var innovations = Innovations.Of(growing, new LatentDataset(1, 1, [[0, 1e50, 1e150]]));
        foreach (double[] member in Members(new InnovationEnsemble(growing, innovations, 1), [1e10], 6, 4))
        {
            Assert.All(member[..2], value => Assert.True(double.IsFinite(value)));
            Assert.All(member[2..], value => Assert.Equal(double.NaN, value));
        }
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void Members_FollowTheUnit(double unit)
    {
        double[] run = Run(Noise(30, seed: 6));
        double[][] Ensemble(double scale) => Members(
            new InnovationEnsemble(
                Model, Innovations.Of(Model, new LatentDataset(2, 1, [[.. run.Select(value => value * scale)]])), 2),
            [.. Window.Select(value => value * scale)], 10, 3);
        foreach (var (plain, scaled) in Ensemble(1).Zip(Ensemble(unit)))
        {
            for (int i = 0; i < plain.Length; i++) Assert.Equal(plain[i], scaled[i] / unit, 1e-12);
        }
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        var innovations = Innovations.Of(Model, new LatentDataset(2, 1, [Run(Noise(60, seed: 5))]));
        var ensemble = new InnovationEnsemble(Model, innovations, 3);
        var buffer = new double[2 * 500 * 2];
        long Allocated(int steps)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ensemble.Forecast(Window, steps, 2, 1, buffer.AsSpan(0, 2 * steps * 2));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated(500);
        Allocated(10);
        Assert.Equal(Allocated(10), Allocated(500));
    }

    [Fact]
    public void RunsThatAreTooShort_AreLeftOut()
    {
        double[] run = Run(Noise(10, seed: 7));
        Assert.Equal(10, Innovations.Of(Model, new LatentDataset(2, 1, [[], [1, 2], run, [1, 2, 3, 4]])).Count);
        Assert.Contains(
            "expected a run of more than 2 frames, the window of the model, found none among 2",
            Assert.Throws<ArgumentException>(
                () => Innovations.Of(Model, new LatentDataset(2, 1, [[1, 2], [1, 2, 3, 4]]))).Message);
    }

    [Fact]
    public void ArgumentsThatDoNotFit_AreRefused()
    {
        var data = new LatentDataset(1, 1, [[0, 1, 2]]);
        var innovations = Innovations.Of(Hold, data);
        var ensemble = new InnovationEnsemble(Hold, innovations, 1);
        Assert.Throws<ArgumentException>(() => ensemble.Forecast([0], 3, 1, 1, new double[3]));
        Assert.Throws<ArgumentException>(() => ensemble.Forecast([double.NaN], 3, 2, 1, new double[6]));
        Assert.Throws<ArgumentException>(() => ensemble.Forecast([0], 3, 2, 1, new double[5]));
        Assert.Throws<ArgumentException>(() => Innovations.Of(Model, data));
        Assert.Throws<ArgumentException>(() => new InnovationEnsemble(Model, innovations, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InnovationEnsemble(Hold, innovations, 0));
        Assert.Throws<OperationCanceledException>(() => Innovations.Of(Hold, data, new(canceled: true)));
        var overflowing = new LinearRecursion([1e300], dimension: 1);
        Assert.Contains(
            "at frame 2 of run 1",
            Assert.Throws<ArgumentException>(
                () => Innovations.Of(overflowing, new LatentDataset(1, 1, [[0, 0], [0, 1e10, 0]]))).Message);
    }

    private static double[][] Members(
        InnovationEnsemble ensemble, double[] window, int steps, int members, ulong seed = 1)
    {
        int length = steps * (window.Length == Window.Length ? 2 : 1);
        var states = new double[members * length];
        ensemble.Forecast(window, steps, members, seed, states);
        return [.. states.Chunk(length)];
    }

    private static double[] Forecast(LinearRecursion model, double[] window, int steps)
    {
        var forecast = new double[steps * model.LatentDimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    // The states of a window and of one step for each innovation.
    private static double[] Run(double[] noise)
    {
        double[] states = [.. Window, .. noise];
        for (int at = Window.Length; at < states.Length; at += 2)
        {
            double[] next = Forecast(Model, states[(at - Window.Length)..at], 1);
            for (int i = 0; i < 2; i++) states[at + i] += next[i];
        }
        return states;
    }

    private static double[] Noise(int count, ulong seed)
    {
        var noise = new double[2 * count];
        new RandomStream(seed).NextGaussians(noise);
        for (int i = 1; i < noise.Length; i += 2) noise[i] = 0.3 * noise[i] + 0.1 * noise[i - 1];
        return noise;
    }

    private static double[] MeanOf(double[] states) =>
        [states.Chunk(2).Average(state => state[0]), states.Chunk(2).Average(state => state[1])];

    private static double[] CovarianceOf(double[] states, double[] mean)
    {
        double[] Centred(int coordinate) => [.. states.Chunk(2).Select(state => state[coordinate] - mean[coordinate])];
        double[] x = Centred(0), y = Centred(1);
        double Mean(double[] a, double[] b) => a.Zip(b, (one, other) => one * other).Average();
        return [Mean(x, x), Mean(x, y), Mean(x, y), Mean(y, y)];
    }
}
