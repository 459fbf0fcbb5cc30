using BenchmarkDotNet.Attributes;
using Kde;
using Rom.Abstractions;
using Rom.Numerics.Fft;
using Rom.Numerics.RandomNumbers;

namespace Kernels;

/// <summary>Densities of a movie of a hundred frames, and the shifts that align them.</summary>
[MemoryDiagnoser]
public class DensityBenchmarks
{
    private const int Frames = 100;
    private const int Particles = 300;
    private static readonly Domain Domain = new(25, 25, Boundary.Periodic);

    private readonly KdeEstimator estimator = new(new KdeOptions { Nx = 64, Ny = 64, Bandwidth = 5 });
    private readonly Shift[] shifts = new Shift[Frames];
    private Trajectory trajectory = null!;
    private DensityMovie movie = null!;
    private CircularCorrelation reference = null!;

    [GlobalSetup]
    public void Record()
    {
        var random = new RandomStream(seed: 2);
        float[] positions =
            [.. Enumerable.Range(0, 2 * Frames * Particles).Select(_ => (float)(25 * random.NextDouble()))];
        double[] times = [.. Enumerable.Range(0, Frames).Select(t => 0.04 * t)];
        trajectory = new Trajectory(times, Particles, positions, new float[positions.Length]);
        movie = estimator.Estimate(trajectory, Domain, CancellationToken.None);
        reference = new CircularCorrelation([.. movie.Frame(0).ToArray().Select(value => (double)value)], 64, 64);
    }

    [Benchmark]
    public DensityMovie Estimate() => estimator.Estimate(trajectory, Domain, CancellationToken.None);

    [Benchmark]
    public void FindShifts() => reference.FindShifts(movie.Values, shifts);
}
