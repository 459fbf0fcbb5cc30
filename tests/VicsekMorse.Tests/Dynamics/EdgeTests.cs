using FsCheck.Xunit;
using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Tests.Dynamics;

public class EdgeTests
{
    [Theory]
    [InlineData(-0.25, 9.75)]
    [InlineData(10.0, 0)]
    [InlineData(10.25, 0.25)]
    [InlineData(-30.25, 9.75)]
    [InlineData(1234.5, 4.5)]
    public void Periodic_Wraps_AndKeepsTheDirection(double position, double expected)
    {
        double direction = 0.5;
        Edge.Apply(ref position, ref direction, 10, Boundary.Periodic);
        Assert.Equal((expected, 0.5), (position, direction));
    }

    [Theory]
    [InlineData(-0.25, 0.25, -0.5)]
    [InlineData(10.25, 9.75, -0.5)]
    [InlineData(20.25, 0.25, 0.5)]
    [InlineData(-10.25, 9.75, 0.5)]
    [InlineData(-20.25, 0.25, -0.5)]
    public void Reflecting_Mirrors_OnceForEachWall(double position, double expected, double expectedDirection)
    {
        double direction = 0.5;
        Edge.Apply(ref position, ref direction, 10, Boundary.Reflecting);
        Assert.Equal((expected, expectedDirection), (position, direction));
    }

    [Property(MaxTest = 500)]
    public void Positions_StayBelowTheFarEdge_InSinglePrecisionToo(
        int numerator, short exponent, byte sideSeed, bool periodic)
    {
        Boundary boundary = periodic ? Boundary.Periodic : Boundary.Reflecting;
        double side = 0.1 + sideSeed / 7.0;
        double position = Math.ScaleB(numerator, exponent % 64);
        double direction = 1;
        Edge.Apply(ref position, ref direction, side, boundary);
        Assert.True(position >= 0 && position < side);
        float stored = Edge.ToSingle(position, side, boundary);
        Assert.True(stored >= 0 && stored < side);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(25)]
    [InlineData(0.3)]
    public void ToSingle_AHairBelowTheEdge_IsInside(double side)
    {
        double hairBelow = Math.BitDecrement(side);
        Assert.Equal(0, Edge.ToSingle(hairBelow, side, Boundary.Periodic));
        float mirrored = Edge.ToSingle(hairBelow, side, Boundary.Reflecting);
        Assert.True(mirrored < side && mirrored > side * 0.999999);
    }

    [Fact]
    public void Periodic_ANegativeHair_IsZero()
    {
        var (position, direction) = (-1e-18, 1.0);
        Edge.Apply(ref position, ref direction, 25, Boundary.Periodic);
        Assert.Equal(0, position);
    }
}
