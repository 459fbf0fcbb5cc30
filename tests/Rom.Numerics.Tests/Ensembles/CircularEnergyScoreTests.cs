using Rom.Numerics.Ensembles;

namespace Rom.Numerics.Tests.Ensembles;

[Collection(CountedAllocations.Name)]
public class CircularEnergyScoreTests
{
    private static readonly double[] Circumferences = [7, 4];

    [Fact]
    public void Score_IsItsDefinition()
    {
        double[] places = RandomArrays.Gaussian(3, 2 * 9), truth = [2.9, -1.7];
        double[][] members = [.. places.Select(place => 3 * place).Chunk(2)];
        double expected = members.Average(member => Distance(member, truth))
            - members.Sum(a => members.Sum(b => Distance(a, b))) / (2.0 * 9 * 8);
        double found = CircularEnergyScore.Fair([.. members.SelectMany(member => member)], truth, Circumferences);
        Assert.Equal(expected, found, 1e-13);
    }

    // Of one place at the truth and one half round both axes: half of √(7² + 4²)/π, less half of it again.
    [Fact]
    public void OppositePlaces_AreADiameterApart() =>
        Assert.Equal(0, CircularEnergyScore.Fair([0, 0, 3.5, 2], [0, 0], Circumferences), 1e-14);

    [Fact]
    public void CloseTogether_ItIsTheEnergyScoreOfThePlane()
    {
        double[] members = [.. RandomArrays.Gaussian(4, 2 * 12).Select(value => 1e-3 * value)], truth = [1e-3, 0];
        double plane = EnergyScore.Fair(members, truth);
        Assert.Equal(plane, CircularEnergyScore.Fair(members, truth, Circumferences), 1e-5 * plane);
    }

    [Fact]
    public void PlacesThatGoRound_AreTheSame()
    {
        double[] places = [0.1, 3, 6.5, 1, 2, 0.5], round = [0.1 + 2e9 * 7, 3 - 4, 6.5, 5, 2 - 7, 0.5];
        Assert.Equal(
            CircularEnergyScore.Fair(places, [6.9, 3.9], Circumferences),
            CircularEnergyScore.Fair(round, [-0.1, -0.1], Circumferences), 1e-5);
        Assert.Equal(0, CircularEnergyScore.Fair([1, 2, 8, 6, -6, -2], [1, 2], Circumferences), 1e-14);
    }

    // Shares of an ensemble at y = 0 and L/2 against truths at L/4 and 3L/4, uniform along x: the pair for which
    // √(δ₁² + δ₂²) prefers the wrong one.
    [Fact]
    public void AnEnsembleOfAnotherDistribution_IsWorseInTheMean()
    {
        const int along = 16;
        double[][] At(double y) =>
            [.. from k in Enumerable.Range(0, along) from half in new[] { 0, 0.5 } select new[] { y + half, k / 16.0 }];
        double[][] right = At(0.25), wrong = At(0);
        double Mean(double[][] members) => right.Average(truth =>
            CircularEnergyScore.Fair([.. members.SelectMany(member => member)], truth, [1, 1]));
        Assert.True(Mean(right) < Mean(wrong) - 1e-3);
    }

    [Fact]
    public void ArgumentsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => CircularEnergyScore.Fair([1, 1], [0, 0], Circumferences));
        Assert.ThrowsAny<ArgumentException>(() => CircularEnergyScore.Fair([1, double.NaN], [0], [2]));
        Assert.Throws<ArgumentException>(() => CircularEnergyScore.Fair([1, 1, 2, 2], [0, 0], [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CircularEnergyScore.Fair([1, 2], [0], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CircularEnergyScore.Fair([1, 2], [0], [double.NaN]));
    }

    [Fact]
    public void Score_AllocatesNothing()
    {
        double[] places = RandomArrays.Gaussian(5, 2 * 20), truth = [1, 2];
        CircularEnergyScore.Fair(places, truth, Circumferences);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CircularEnergyScore.Fair(places, truth, Circumferences);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(Enumerable.Range(0, 2).Sum(axis =>
    {
        double circumference = Circumferences[axis];
        double chord = circumference / Math.PI * Math.Sin(Math.PI * (a[axis] - b[axis]) / circumference);
        return chord * chord;
    }));
}
