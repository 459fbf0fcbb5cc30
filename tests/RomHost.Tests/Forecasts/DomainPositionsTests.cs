using Rom.Abstractions;
using Rom.Forecasting.Forecasts;

namespace RomHost.Tests.Forecasts;

/// <summary>Positions outside the domain of an experiment are refused, those at its edges are not.</summary>
public sealed class DomainPositionsTests
{
    // The nearest float is above 0.1: a wall is there for a simulator that stores positions as floats.
    private static readonly Domain Small = new(0.1, 0.1, Boundary.Reflecting);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1f, 0.05f)]
    [InlineData(0.05f, 0.1f)]
    public void EdgesAreInside(float x, float y) => DomainPositions.Check(At(x, y), Small, "file");

    [Theory]
    [InlineData(0.10001f, 0.05f, "found (0.1000100")]
    [InlineData(0.05f, -1e-6f, "of particle 0 at time 1700000000.25")]
    public void Outside_IsRefusedWithThePlace(float x, float y, string expected) => Assert.Contains(
        expected,
        Assert.Throws<InvalidDataException>(() => DomainPositions.Check(At(x, y), Small, "file")).Message,
        StringComparison.Ordinal);

    private static Trajectory At(float x, float y) => new([1_700_000_000.25], 1, [x, y], null);
}
