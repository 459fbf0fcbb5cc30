using Rom.Abstractions;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class OrderParametersTests
{
    private static readonly Domain Periodic = new(10, 10, Boundary.Periodic);

    [Fact]
    public void AllHeadingOneWay_IsPolarizedAndNematic()
    {
        var order = Of([1, 1, 4, 5, 8, 2], [3, 0, 3, 0, 3, 0]);
        Assert.Equal(1, order.Polarization, 1e-12);
        Assert.Equal(1, order.NematicOrder, 1e-12);
        Assert.Equal(3, order.MeanSpeed, 1e-12);
    }

    [Fact]
    public void OppositeHeadings_AreNematicButNotPolarized()
    {
        var order = Of([1, 1, 4, 5], [2, 0, -2, 0]);
        Assert.Equal(0, order.Polarization, 1e-12);
        Assert.Equal(1, order.NematicOrder, 1e-12);
    }

    [Fact]
    public void Mill_HasAngularMomentumOne_AlsoAcrossThePeriodicEdge()
    {
        // Four particles circle a centre that lies in the corner of the domain.
        var order = Of([1, 0, 0, 1, 9, 0, 0, 9], [0, 1, -1, 0, 0, -1, 1, 0]);
        Assert.Equal(1, order.AngularMomentum, 1e-6);
        Assert.Equal(0, order.Polarization, 1e-12);
    }

    [Fact]
    public void ParticlesAtRest_CountAsHeadingNowhere()
    {
        var order = Of([1, 1, 2, 2], [0, 0, 1, 0]);
        Assert.Equal(0.5, order.Polarization, 1e-12);
        Assert.Equal(0.5, order.MeanSpeed, 1e-12);
    }

    [Fact]
    public void UnknownVelocities_GiveNaN()
    {
        var order = OrderParameters.Of(new Trajectory([0], 1, [1, 1], null), 0, Periodic);
        Assert.True(double.IsNaN(order.Polarization));
    }

    private static OrderParameters Of(float[] positions, float[] velocities) =>
        OrderParameters.Of(new Trajectory([0], positions.Length / 2, positions, velocities), 0, Periodic);
}
