using System.Numerics;
using FsCheck.Xunit;
using Lstm.Inference;
using Rom.Numerics.RandomNumbers;

namespace Lstm.Tests;

public sealed class GatesTests
{
    [Property(MaxTest = 1000)]
    public void Exponential_IsWithinTwoUlp(int numerator)
    {
        float x = 43f * numerator / int.MaxValue;
        double expected = Math.Exp(x);
        double ulp = MathF.BitIncrement((float)expected) - (float)expected;
        Assert.InRange(Exponential.Of(new Vector<float>(x))[0], expected - 2 * ulp, expected + 2 * ulp);
    }

    [Theory]
    [InlineData(float.NegativeInfinity, -43)]
    [InlineData(-1e30f, -43)]
    [InlineData(float.PositiveInfinity, 43)]
    [InlineData(1e30f, 43)]
    public void Exponential_BeyondItsRange_IsThatOfTheEdge(float x, float edge) =>
        Assert.Equal(Exponential.Of(new Vector<float>(edge)), Exponential.Of(new Vector<float>(x)));

    [Fact]
    public void Exponential_OfZero_IsOne() => Assert.Equal(Vector<float>.One, Exponential.Of(Vector<float>.Zero));

    [Property(MaxTest = 200)]
    public void Apply_EqualsTheScalarTwin(byte size, uint seed, bool large)
    {
        int units = size % 40 + 1;
        var random = new RandomStream(seed);
        float[] gates = Random(4 * units + Gates.Padding), cell = Random(units + Gates.Padding),
            hidden = new float[units + Gates.Padding];
        float[] twinCell = [.. cell], twinHidden = new float[units];
        Gates.Apply(units, gates, cell, hidden);
        Gates.ApplyScalar(units, gates, twinCell, twinHidden);
        for (int j = 0; j < units; j++)
        {
            Assert.Equal(twinCell[j], cell[j], 1e-6f * Math.Max(1, Math.Abs(twinCell[j])));
            Assert.Equal(twinHidden[j], hidden[j], 1e-6f);
        }

        float[] Random(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => (large ? 100 : 1) * (float)random.NextGaussian())];
    }
}
