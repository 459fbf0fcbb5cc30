using Rom.Numerics.Ensembles;

namespace Rom.Numerics.Tests.Ensembles;

[Collection(CountedAllocations.Name)]
public class EnsembleColumnsTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 7)]
    [InlineData(50, 256)]
    [InlineData(64, 65)]
    [InlineData(33, 130)]
    public void Scores_AreThoseOfASortedEnsembleOfEachQuantity(int members, int quantities)
    {
        double[] ensemble = RandomArrays.Gaussian(1, members * quantities);
        double[] truth = RandomArrays.Gaussian(2, quantities);
        // Ties with each other and with the truth.
        for (int i = 0; i < ensemble.Length; i += 3) ensemble[i] = Math.Round(ensemble[i]);
        for (int i = 0; i < truth.Length; i += 2) truth[i] = ensemble[i];
        var columns = new EnsembleColumns(members, quantities);
        columns.Score(new double[ensemble.Length], truth);
        columns.Score(ensemble, truth);
        for (int i = 0; i < quantities; i++)
        {
            double[] column = [.. Enumerable.Range(0, members).Select(m => ensemble[m * quantities + i])];
            var expected = new SortedEnsemble(column);
            Assert.Equal(expected.FairCrps(truth[i]), columns.FairCrps[i], 1e-13);
            Assert.Equal(expected.Variance, columns.Variance[i], 1e-13);
            Assert.Equal(expected.UnbiasedSquaredError(truth[i]), columns.UnbiasedSquaredError[i], 1e-13);
            Assert.Equal(expected.Rank(truth[i]), columns.Rank(i));
            foreach (double coverage in (double[])[0.5, 0.9])
            {
                var interval = expected.CentralInterval(coverage, QuantileRule.Exchangeable);
                double outside = 0.5 * (1 - coverage);
                var found = columns.Interval(
                    i, QuantilePlace.Of(outside, QuantileRule.Exchangeable, members),
                    QuantilePlace.Of(1 - outside, QuantileRule.Exchangeable, members), coverage);
                Assert.Equal((interval.Low, interval.High), (found.Low, found.High));
            }
        }
    }

    [Fact]
    public void Traces_HaveOneRank_AsIfTheyWereZero()
    {
        const int members = 20, quantities = 40;
        const double trace = 0.7;
        double[] ensemble = [.. RandomArrays.Gaussian(1, members * quantities).Select(Math.Abs)];
        double[] truth = [.. RandomArrays.Gaussian(2, quantities).Select(Math.Abs)];
        var columns = new EnsembleColumns(members, quantities);
        columns.Score(ensemble, truth);
        double Cleared(double value) => value < trace ? 0 : value;
        for (int i = 0; i < quantities; i++)
        {
            double[] column = [.. Enumerable.Range(0, members).Select(m => Cleared(ensemble[m * quantities + i]))];
            Assert.Equal(new SortedEnsemble(column).Rank(Cleared(truth[i])), columns.Rank(i, trace));
        }
        Assert.Contains(truth, value => value < trace);
    }

    [Fact]
    public void EachNumberOfMembers_IsSorted()
    {
        for (int rows = 1; rows <= 70; rows++)
        {
            double[] matrix = RandomArrays.Gaussian((ulong)rows, rows * 5), sorted = [.. matrix];
            ColumnSort.Apply(sorted, 5);
            for (int column = 0; column < 5; column++)
            {
                double[] Column(double[] of) => [.. Enumerable.Range(0, rows).Select(row => of[row * 5 + column])];
                Assert.Equal(Column(matrix).Order(), Column(sorted));
            }
        }
    }

    [Fact]
    public void Scores_AllocateNothing()
    {
        double[] ensemble = RandomArrays.Gaussian(1, 20 * 9), truth = RandomArrays.Gaussian(2, 9);
        var columns = new EnsembleColumns(20, 9);
        columns.Score(ensemble, truth);
        long before = GC.GetAllocatedBytesForCurrentThread();
        columns.Score(ensemble, truth);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        var columns = new EnsembleColumns(2, 2);
        Assert.Throws<ArgumentException>(() => columns.Score(new double[6], new double[2]));
        Assert.Throws<ArgumentException>(() => columns.Score(new double[6], new double[3]));
        Assert.Throws<ArgumentException>(() => columns.Score([1, 2, 3, double.NaN], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EnsembleColumns(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EnsembleColumns(2, 0));
    }
}
