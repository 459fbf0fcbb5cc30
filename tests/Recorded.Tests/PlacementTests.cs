using Recorded.Options;

namespace Recorded.Tests;

/// <summary>Positions on the edge of the domain and beyond it.</summary>
public sealed class PlacementTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 8)]
    [InlineData(-1e-10, 8.000000001)]
    public void Edge_IsOnTheDomain_AndStoredInsideIt(double x, double y)
    {
        foreach (var domain in new[] { Sample.Box, Sample.Torus })
        {
            var frame = Sample.Play(Row(x, y), Sample.Options with { Domain = domain }).Positions(0);
            Assert.InRange(frame[0], 0, MathF.BitDecrement(10));
            Assert.InRange(frame[1], 0, MathF.BitDecrement(8));
        }
    }

    [Fact]
    public void Outside_IsRefused_Dropped_OrWrapped()
    {
        string text = "0 a 23 -1\n0 b 5 5\n1 b 6 5\n";
        Assert.Contains("a.csv:1: expected a position on the domain", Sample.ErrorOf(text));
        var dropped = Sample.Play(text, Sample.Options with { Domain = Sample.Box with { Outside = Outside.Drop } });
        Assert.Equal([5f, 5], dropped.Positions(0).ToArray());
        var wrapped = Sample.Play(text, Sample.Options with { Domain = Sample.Torus with { Outside = Outside.Wrap } });
        Assert.Equal([3f, 7, 5, 5], wrapped.Positions(0).ToArray());
    }

    private static string Row(double x, double y) => FormattableString.Invariant($"0 a {x:R} {y:R}\n");
}
