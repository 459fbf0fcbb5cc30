using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Kde.Tests;

/// <summary>The golden vectors were made with NumPy's histogram2d and SciPy's gaussian_filter.</summary>
public class GoldenDensityTests
{
    [Theory]
    [InlineData("kde_periodic.npz", Boundary.Periodic)]
    [InlineData("kde_reflecting.npz", Boundary.Reflecting)]
    public void Densities_AgreeWithTheReference(string name, Boundary boundary)
    {
        using NpzReader golden = NpzReader.Open(GoldenFile.At(name));
        double[] positions = golden.ReadDoubles("positions");
        double[] expected = golden.ReadDoubles("rho");
        int frames = golden.Header("positions").Shape[0];
        int particles = golden.Header("positions").Shape[1];
        var domain = new Domain(golden.ReadScalar("Lx"), golden.ReadScalar("Ly"), boundary);
        var grid = new Grid(domain, (int)golden.ReadScalar("nx"), (int)golden.ReadScalar("ny"));
        var estimator = new FrameEstimator(grid, golden.ReadScalar("bandwidth"));
        double peak = expected.Max();
        for (int t = 0; t < frames; t++)
        {
            ReadOnlySpan<double> found = estimator.Estimate(
                positions.AsSpan(2 * particles * t, 2 * particles), CancellationToken.None);
            for (int i = 0; i < grid.CellCount; i++)
            {
                double reference = expected[t * grid.CellCount + i];
                Assert.Equal(reference, found[i], 1e-12 * peak);
                Assert.Equal(reference, (float)found[i], 1e-6 * peak);
            }
        }
    }
}
