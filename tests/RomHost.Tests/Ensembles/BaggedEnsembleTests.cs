using Rom.Forecasting.Ensembles;

namespace RomHost.Tests.Ensembles;

public sealed class BaggedEnsembleTests
{
    // Members bag, bag + B, … of each bag; a bag of one member is asked for two, since no ensemble has one.
    [Theory]
    [InlineData(7)]
    [InlineData(3)]
    [InlineData(2)]
    public void Members_AreSpreadEvenlyOverTheBags(int members)
    {
        const int bags = 3, steps = 2, dimension = 2;
        var source = new BaggedEnsemble([.. Enumerable.Range(0, bags).Select(bag => new Numbered(bag))]);
        var ensemble = new double[members * steps * dimension];
        source.Forecast([], steps, members, seed: 4, ensemble);
        for (int m = 0; m < members; m++)
        {
            Assert.All(
                ensemble[(m * steps * dimension)..((m + 1) * steps * dimension)],
                value => Assert.Equal(100 * (m % bags) + m / bags, value));
        }
    }

    [Fact]
    public void Bags_HaveStreamsOfTheirOwn()
    {
        Numbered[] bags = [new(0), new(1)];
        new BaggedEnsemble(bags).Forecast([], 1, 4, seed: 4, new double[4]);
        new BaggedEnsemble(bags).Forecast([], 1, 4, seed: 5, new double[4]);
        Assert.Equal(4, bags.SelectMany(bag => bag.Seeds).Distinct().Count());
    }

    private sealed class Numbered(int bag) : IEnsembleSource
    {
        public List<ulong> Seeds { get; } = [];

        public void Forecast(
            ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
        {
            Assert.InRange(members, 2, int.MaxValue);
            Seeds.Add(seed);
            int length = ensemble.Length / members;
            for (int m = 0; m < members; m++) ensemble.Slice(m * length, length).Fill(100 * bag + m);
        }
    }
}
