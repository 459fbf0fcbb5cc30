using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Ensembles;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Stochastic.Tests;

/// <summary>Members against the closed forms of a linear process, and what they are a function of.</summary>
[Collection(CountedAllocations.Name)]
public class EnsembleTests
{
    private const int Members = 20_000, Steps = 12;

    private static readonly double[] A = PlantedProcess.Matrix;

    // y_k = A y_(k−1) + e_k in units 1, with Q of the planted process, and no bounds that are reached.
    private static StochasticModel Known(
        ClosedLoopEnd? end = null, VarianceFunction? variance = null, double bound = 1e6)
    {
        return new StochasticModel(
            new WindowMap(A, [0, 0]), new Noise([0.4, 0, 0.1, 0.2], variance ?? VarianceFunction.One(2)),
            new Standardisation([0, 0], [1, 1]), new ColumnRange([-bound, -bound], [bound, bound]),
            end ?? ClosedLoopEnd.Never(2), new StochasticReport(1, 0.9, 0.9, 0, 0.3, 1, 0));
    }

    // Mean Aᵏ y_0, covariance C_k = Σ_(j<k) Aʲ Q (Aᵀ)ʲ, Cov(y_(k+1), y_k) = A C_k; errors are some C √(2/20,000).
    [Fact]
    public void MeanCovarianceAndLagOneCovariance_AreThoseOfTheProcess()
    {
        double[] ensemble = new double[Members * Steps * 2], mean = [2, -1], c = new double[4];
        Known().ForecastEnsemble(mean, Steps, Members, seed: 5, ensemble);
        for (int k = 0; k < Steps; k++)
        {
            mean = [A[0] * mean[0] + A[1] * mean[1], A[2] * mean[0] + A[3] * mean[1]];
            double[] grown = Product(Product(A, c), Transposed(A));
            for (int i = 0; i < 4; i++) c[i] = grown[i] + PlantedProcess.Covariance[i];
            double[] next = Product(A, c);
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(mean[i], Average(m => At(m, k, i)), 0.02);
                for (int j = 0; j < 2; j++)
                {
                    double of = Average(m => (At(m, k, i) - mean[i]) * (At(m, k, j) - mean[j]));
                    Assert.Equal(c[2 * i + j], of, 0.03);
                    if (k + 1 == Steps) continue;
                    double[] after = [A[0] * mean[0] + A[1] * mean[1], A[2] * mean[0] + A[3] * mean[1]];
                    double lagged = Average(m => (At(m, k + 1, i) - after[i]) * (At(m, k, j) - mean[j]));
                    Assert.Equal(next[2 * i + j], lagged, 0.03);
                }
            }
        }

        double At(int member, int step, int i) => ensemble[(member * Steps + step) * 2 + i];
    }

    // g = e^x: after the state (1, 0) the covariance is e·Q, and the mean does not change.
    [Fact]
    public void NoiseThatDependsOnTheState_HasItsVariance_AndTheSameMean()
    {
        var variance = new VarianceFunction([0, 0], [1, 0, 0, 1, 0, 0], new ColumnRange([-5, -5], [5, 5]));
        var ensemble = new double[Members * 2];
        Known(variance: variance).ForecastEnsemble([1, 0], 1, Members, seed: 6, ensemble);
        for (int i = 0; i < 2; i++)
        {
            double mean = A[2 * i];
            Assert.Equal(mean, Average(m => ensemble[2 * m + i]), 0.02);
            double expected = Math.E * PlantedProcess.Covariance[3 * i];
            Assert.Equal(expected, Average(m => Math.Pow(ensemble[2 * m + i] - mean, 2)), 0.05 * expected);
        }
    }

    [Fact]
    public void Forecast_IsTheMeanOfTheMembers()
    {
        double[] forecast = new double[Steps * 2], ensemble = new double[Members * Steps * 2];
        Known().Forecast([2, -1], Steps, forecast);
        Known().ForecastEnsemble([2, -1], Steps, Members, seed: 7, ensemble);
        for (int v = 0; v < forecast.Length; v++)
            Assert.Equal(forecast[v], Average(m => ensemble[m * forecast.Length + v]), 0.03);
    }

    // Of runs that the model has not seen: 1,000 windows, so that a share of 0.9 has a standard error of 0.0095.
    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.5, false)]
    [InlineData(0.0, true)]
    public void IntervalsOf90Percent_HoldNineOfTenUnseenStates(double colour, bool grows)
    {
        Func<double, double>? amplitude = grows ? PlantedProcess.Growing : null;
        var options = new StochasticOptions { Lag = 1, Beyond = ClosedLoopRule.Continue };
        var model = (StochasticModel)new StochasticTrainer(options).Train(
            PlantedProcess.Data(100, 60, seed: 1, amplitude, colour), TrainingContext.Silent(1));
        Assert.Equal((colour > 0 ? 2 : 1, grows), ((int)model.Report.Levels, !model.Noise.Variance.IsConstant));
        double[][] unseen = PlantedProcess.Runs(1000, 40, seed: 2, amplitude, colour);
        int start = 10, members = 99;
        double[] ensemble = new double[members * 30 * 2], values = new double[members];
        int[] leads = [1, 5, 30], inside = new int[6];
        for (int run = 0; run < unseen.Length; run++)
        {
            var window = unseen[run].AsSpan((start - model.Lag) * 2, model.Lag * 2);
            model.ForecastEnsemble(window, 30, members, seed: (ulong)run, ensemble);
            for (int i = 0; i < 6; i++)
            {
                int at = (leads[i / 2] - 1) * 2 + i % 2;
                for (int m = 0; m < members; m++) values[m] = ensemble[m * 60 + at];
                var interval = new SortedEnsemble(values).CentralInterval(0.9, QuantileRule.Exchangeable);
                double truth = unseen[run][start * 2 + at];
                if (truth >= interval.Low && truth <= interval.High) inside[i]++;
            }
        }
        Assert.All(inside, count => Assert.InRange(count, 870, 930));
    }

    // In 70 dimensions, which sums in vectors go through many times; 40 members are some groups.
    [Theory]
    [InlineData(2)]
    [InlineData(70)]
    public void Members_AreFunctionsOfSeedAndNumber_OnEveryThread_AndFewerOrShorterAreTheFirstOfMore(int r)
    {
        const int members = 40, steps = 20;
        var random = new RandomStream(12);
        double[] Drawn(int count, double scale) =>
            [.. Enumerable.Range(0, count).Select(_ => scale * random.NextGaussian())];
        double[] Filled(double value) => [.. Enumerable.Repeat(value, r)];
        var variance = new VarianceFunction(
            Filled(0), Drawn(r * (r + 1), 0.3), new ColumnRange(Filled(-1), Filled(1)));
        var model = new StochasticModel(
            new WindowMap(Drawn(2 * r * r, 0.2 / r), Drawn(r, 0.1)), new Noise(Drawn(r * r, 0.1), variance),
            new Standardisation(Filled(1), Filled(2)), new ColumnRange(Filled(-9), Filled(9)), ClosedLoopEnd.Never(r),
            new StochasticReport(1, 0.9, 0.9, 0, 0.3, 1, 0));
        double[] window = Drawn(2 * r, 1), all = Forecast(members, steps);
        foreach (int fewer in new[] { 2, 15, 17, 39 }) Assert.Equal(all[..(fewer * steps * r)], Forecast(fewer, steps));
        double[] shorter = Forecast(members, 7);
        for (int m = 0; m < members; m++)
            Assert.Equal(all.AsSpan(m * steps * r, 7 * r), shorter.AsSpan(m * 7 * r, 7 * r));
        Parallel.For(0, 32, _ => Assert.True(
            MemoryMarshal.AsBytes<double>(all).SequenceEqual(MemoryMarshal.AsBytes<double>(Forecast(members, steps)))));

        double[] Forecast(int members, int steps)
        {
            var ensemble = new double[members * steps * r];
            model.ForecastEnsemble(window, steps, members, seed: 3, ensemble);
            return ensemble;
        }
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        var model = Known(
            variance: new VarianceFunction([0, 0], [1, 0, 0, 1, 0, 0], new ColumnRange([-5, -5], [5, 5])));
        double[] ensemble = new double[4 * 1000 * 2];
        long Allocated(int steps)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.ForecastEnsemble([1, 1], steps, 4, seed: 3, ensemble.AsSpan(0, 8 * steps));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(1000); // rented memory is the pool's from here on
        Assert.Equal(Allocated(10), Allocated(1000)); // a stream of each member
    }

    // The noise has a standard deviation near 1 in the long run, the range is a tenth of it.
    [Fact]
    public void Members_StayInTheRange()
    {
        var ensemble = new double[10 * 500 * 2];
        Known(bound: 0.1).ForecastEnsemble([0, 0], 500, 10, seed: 1, ensemble);
        Assert.All(ensemble, value => Assert.InRange(value, -0.1, 0.1));
        Assert.Contains(0.1, ensemble);
    }

    // Beyond the training runs the forecast is a held state. Members fluctuate about it as the process does.
    [Fact]
    public void BeyondTheTrainingRuns_MembersFluctuateAboutTheForecast_WithTheSpreadOfTheProcess()
    {
        var held = Known(new ClosedLoopEnd(ClosedLoopRule.Climatology, horizon: 4, [7, -8]));
        double[] forecast = new double[Steps * 2], ensemble = new double[Members * Steps * 2];
        double[] free = new double[ensemble.Length];
        held.Forecast([2, -1], Steps, forecast);
        held.ForecastEnsemble([2, -1], Steps, Members, seed: 9, ensemble);
        Known().ForecastEnsemble([2, -1], Steps, Members, seed: 9, free);
        Assert.Equal([7, -8], forecast[^2..]);
        Assert.Equal(free[..8], ensemble[..8]);
        for (int v = 0; v < forecast.Length; v++)
        {
            double mean = Average(m => ensemble[m * forecast.Length + v]);
            double of = Average(m => free[m * forecast.Length + v]);
            Assert.Equal(forecast[v], mean, 0.03);
            Assert.Equal(
                Average(m => Math.Pow(free[m * forecast.Length + v] - of, 2)),
                Average(m => Math.Pow(ensemble[m * forecast.Length + v] - mean, 2)), 1e-9);
        }
    }

    private static double Average(Func<int, double> value)
    {
        double sum = 0;
        for (int m = 0; m < Members; m++) sum += value(m);
        return sum / Members;
    }

    private static double[] Product(double[] a, double[] b) =>
    [
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
    ];

    private static double[] Transposed(double[] a) => [a[0], a[2], a[1], a[3]];
}
