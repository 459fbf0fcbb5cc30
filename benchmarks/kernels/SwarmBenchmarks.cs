using BenchmarkDotNet.Attributes;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;

namespace Kernels;

/// <summary>A step of a dispersed swarm, whose forces reach a third of the domain's side, or of a large one.</summary>
[MemoryDiagnoser]
public class SwarmBenchmarks
{
    private Swarm swarm = null!;
    private TimeStep step = null!;
    private RandomStream random = null!;

    [Params(100, 300, 32_400)]
    public int Particles { get; set; }

    [GlobalSetup]
    public void Disperse()
    {
        double side = Particles <= 300 ? 25 : Math.Sqrt(Particles * Math.PI * 7.5 * 7.5 / 30);
        var options = new VicsekMorseOptions
        {
            Particles = Particles,
            Domain = new DomainOptions { Lx = side, Ly = side },
            Noise = new NoiseOptions { Kind = NoiseKind.Uniform, Eta = Math.Tau },
        };
        var domain = new Domain(side, side, Boundary.Periodic);
        random = new RandomStream(seed: 1);
        swarm = InitialState.Draw(new Uniform(), Particles, options.Speed, domain, random);
        step = new TimeStep(options, domain);
    }

    [Benchmark]
    public void Step() => step.Advance(swarm, random, CancellationToken.None);
}
