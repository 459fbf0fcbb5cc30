using Kde;
using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Peers.Rows;

/// <summary>Densities of recorded frames.</summary>
internal sealed class Density : IRow
{
    private const int Particles = 300;
    private const int Frames = 100;
    private const double Side = 25;
    private const double Ratio = 8;

    /// <inheritdoc/>
    public string Key => "density";

    /// <inheritdoc/>
    public string Work => "density of 300 particles on 64 × 64 cells, bandwidth 5, one core";

    /// <inheritdoc/>
    public string Target => "≥ 8 × the frames/s of SciPy, gaussian_filter + histogram2d";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        var options = Swarms.Options(Particles, Side);
        var trajectory = new VicsekMorse.VicsekMorseSimulator(options).Simulate(
            new RunDescription(new VicsekMorse.InitialConditions.Uniform(), (Frames - 1) * options.Dt, Seed: 7),
            default);
        string file = workplace.Path("trajectory.npz");
        using (var npz = NpzWriter.Create(file))
        {
            var positions = new List<float>();
            for (int t = 0; t < Frames; t++) positions.AddRange(trajectory.Positions(t));
            npz.Add<float>("traj", positions.ToArray(), Frames, Particles, 2);
            npz.Commit();
        }
        var estimator = new KdeEstimator(new KdeOptions { Nx = 64, Ny = 64, Bandwidth = 5 });
        var domain = new Domain(Side, Side, Boundary.Periodic);
        using var ours = new Kernel(
            "ours", Frames, () => estimator.Estimate(trajectory, domain, CancellationToken.None));
        using var scipy = PythonPeer.Start("SciPy", threads: 1, "density.py", file, "64", "5", "25");
        var samples = Contest.Run(11, scipy is null ? [ours] : [ours, scipy]);
        // Both passes of the filter by their definition: 41 weights for each cell.
        double flops = 2 * 2 * 41 * 64 * 64;
        yield return Finding.Against(
            samples, sample => Figure.Rate(sample, "frames"), Ratio,
            $"a frame by the definition, {Figure.Digits(flops / 1e6)} million operations at "
            + $"{workplace.Ceilings.DoubleFlops / 1e9:0} GFLOP/s: "
            + $"{Figure.Time(flops / workplace.Ceilings.DoubleFlops)}");
    }
}
