using Rom.Numerics.Ensembles;
using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Tests.Ensembles;

public class CircularCrpsTests
{
    private const double Circumference = 7;

    // E d(x, y) = L/4 and E d(x, x')/2 = L/8 of independent uniform places, whatever y is. The score of one ensemble
    // has a standard deviation below L/(2√m), and each truth an ensemble of its own.
    [Fact]
    public void UniformMembers_HaveAnEighthOfTheCircumference()
    {
        const int members = 20, ensembles = 4000;
        var random = new RandomStream(1);
        double sum = 0;
        for (int k = 0; k < ensembles; k++)
        {
            double[] places = [.. Enumerable.Range(0, members).Select(_ => Circumference * random.NextDouble())];
            sum += CircularCrps.Fair(places, 0.3, Circumference);
        }
        Assert.Equal(
            Circumference / 8, sum / ensembles, 5 * Circumference / (2 * Math.Sqrt(members)) / Math.Sqrt(ensembles));
    }

    [Fact]
    public void WithinHalfOfTheCircle_ItIsTheFairCrpsOfTheLine()
    {
        var random = new RandomStream(2);
        for (int k = 0; k < 50; k++)
        {
            double[] places = [.. Enumerable.Range(0, 9).Select(_ => Circumference / 2 * random.NextDouble())];
            double truth = Circumference / 2 * random.NextDouble();
            double circular = CircularCrps.Fair(places, truth, Circumference);
            Assert.Equal(new SortedEnsemble([.. places]).FairCrps(truth), circular, 1e-12);
        }
    }

    [Fact]
    public void PlacesThatGoRound_AreTheSame()
    {
        double[] places = [0.1, 3, 6.5], round = [0.1 + 2 * Circumference, 3 - Circumference, 6.5];
        Assert.Equal(
            CircularCrps.Fair(places, 6.9, Circumference), CircularCrps.Fair(round, 6.9 - Circumference, Circumference),
            1e-12);
        Assert.Equal(0.2, CircularCrps.Fair([0.1, 0.1], 6.9, Circumference), 1e-12); // the shorter way round
    }

    [Fact]
    public void ArgumentsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => CircularCrps.Fair([1], 0, 2));
        Assert.ThrowsAny<ArgumentException>(() => CircularCrps.Fair([1, double.NaN], 0, 2));
        Assert.ThrowsAny<ArgumentException>(() => CircularCrps.Fair([1, 2], double.PositiveInfinity, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CircularCrps.Fair([1, 2], 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CircularCrps.Fair([1, 2], 0, double.NaN));
    }
}
