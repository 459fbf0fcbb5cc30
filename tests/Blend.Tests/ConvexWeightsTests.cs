using Rom.Numerics.RandomNumbers;

namespace Blend.Tests;

public sealed class ConvexWeightsTests
{
    [Fact]
    public void IndependentErrors_AreWeightedByTheirInverseVariances()
    {
        double[] w = ConvexWeights.Of([1, 0, 0, 0, 2, 0, 0, 0, 4], 3, [true, true, true]);
        AssertClose([4 / 7.0, 2 / 7.0, 1 / 7.0], w);
    }

    [Fact]
    public void TwoMembers_HaveTheClosedForm_WithinTheBounds()
    {
        // w = (q_22 − q_12) / (q_11 + q_22 − 2 q_12), clamped to [0, 1].
        AssertClose([0.75, 0.25], ConvexWeights.Of([1, 0.5, 0.5, 2], 2, [true, true]));
        AssertClose([1, 0], ConvexWeights.Of([1, 1.5, 1.5, 4], 2, [true, true]));
    }

    [Fact]
    public void MembersThatErrAlike_ShareTheirWeight() =>
        AssertClose([0.5, 0.5], ConvexWeights.Of([3, 3, 3, 3], 2, [true, true]));

    [Fact]
    public void AMemberWithoutError_HasAllOfIt() =>
        AssertClose([0, 1, 0], ConvexWeights.Of([5, 0, 1, 0, 0, 0, 1, 0, 2], 3, [true, true, true]));

    [Fact]
    public void AMemberThatIsNotUsable_HasNone()
    {
        double nan = double.NaN;
        AssertClose([0.5, 0, 0.5], ConvexWeights.Of([1, nan, 0, nan, nan, nan, 0, nan, 1], 3, [true, false, true]));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1)]
    [InlineData(1e300)]
    public void Weights_DoNotDependOnTheUnit_AndNoFeasibleDirectionGains(double unit)
    {
        var random = new RandomStream(5);
        for (int trial = 0; trial < 50; trial++)
        {
            int n = 2 + random.NextInt32(5);
            double[] errors = [.. Enumerable.Range(0, n * 3).Select(_ => random.NextGaussian())]; // of rank 3
            var q = new double[n * n];
            for (int i = 0; i < n * n; i++)
                q[i] = unit * Enumerable.Range(0, 3).Sum(k => errors[(i / n * 3) + k] * errors[(i % n * 3) + k]);
            double[] w = ConvexWeights.Of(q, n, [.. Enumerable.Repeat(true, n)]);
            Assert.Equal(1, w.Sum(), 1e-12);
            Assert.All(w, weight => Assert.InRange(weight, 0, 1));
            double[] gradient =
                [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => q[(i * n) + j] * w[j]))];
            double atWeights = gradient.Zip(w, (g, weight) => g * weight).Sum();
            // The conditions of Karush, Kuhn and Tucker on the simplex.
            Assert.All(gradient, g => Assert.True(g >= atWeights - (1e-6 * unit), $"{g} < {atWeights}"));
        }
    }

    private static void AssertClose(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-9);
    }
}
