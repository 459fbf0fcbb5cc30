using Rom.Abstractions;
using Rom.Forecasting.Forecasts;

namespace RomHost.Tests.Forecasts;

/// <summary>The place of a swarm is the centre of its mass, on a torus by directions.</summary>
public sealed class MassCentreTests
{
    private const int Nx = 12, Ny = 8;

    [Theory]
    [InlineData(Boundary.Periodic)]
    [InlineData(Boundary.Reflecting)]
    public void OneCell_IsItsCentre(Boundary boundary)
    {
        var grid = new Grid(new Domain(6, 16, boundary), Nx, Ny);
        var centre = new MassCentre(grid);
        for (int cell = 0; cell < grid.CellCount; cell++)
        {
            var density = new float[grid.CellCount];
            density[cell] = 3;
            var (x, y) = centre.Of(density);
            Assert.Equal((cell % Nx + 0.5) * 0.5, x, 1e-9);
            Assert.Equal((cell / Nx + 0.5) * 2, y, 1e-9);
        }
    }

    [Fact]
    public void ASwarmAcrossTheEdge_IsThereOnATorus_AndInTheMiddleBetweenWalls()
    {
        var density = new float[Nx * Ny];
        density[3 * Nx] = density[3 * Nx + Nx - 1] = 1;
        var (x, y) = new MassCentre(new Grid(new Domain(6, 16, Boundary.Periodic), Nx, Ny)).Of(density);
        Assert.Equal(0, Math.IEEERemainder(x, 6), 1e-9);
        Assert.InRange(x, 0, 6);
        Assert.Equal(7, y, 1e-9);
        Assert.Equal(3, new MassCentre(new Grid(new Domain(6, 16, Boundary.Reflecting), Nx, Ny)).Of(density).X, 1e-9);
    }

    [Fact]
    public void WhatHasNoPlace_HasNaN()
    {
        var centre = new MassCentre(new Grid(new Domain(6, 16, Boundary.Periodic), Nx, Ny));
        Assert.Equal((double.NaN, double.NaN), centre.Of(new float[Nx * Ny]));
        var uniform = new float[Nx * Ny];
        Array.Fill(uniform, 0.1f);
        Assert.Equal((double.NaN, double.NaN), centre.Of(uniform));
    }
}
