using Peers.Measuring;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;

namespace Peers.Rows;

/// <summary>The swarms that the rows simulate.</summary>
internal static class Swarms
{
    /// <summary>Radius R of the alignment.</summary>
    public const double Radius = 4;

    /// <summary>Cutoff of the forces: five times the range of the attraction.</summary>
    public const double Cutoff = 7.5;

    /// <summary>The simulator's options.</summary>
    /// <param name="particles">Number of particles.</param>
    /// <param name="side">Side of the square domain.</param>
    /// <param name="eta">
    /// Width of the noise; 2π draws every heading anew, so that particles stay as dispersed as they began.
    /// </param>
    public static VicsekMorseOptions Options(int particles, double side, double eta = Math.Tau) => new()
    {
        Particles = particles,
        Domain = new DomainOptions { Lx = side, Ly = side },
        Radius = Radius,
        Noise = new NoiseOptions { Kind = NoiseKind.Uniform, Eta = eta },
        Forces = new ForceOptions { Ca = 0.5, Cr = 0.2, La = Cutoff / 5, Lr = 0.5 },
    };

    /// <summary>Takes steps, continuing from the last call; a unit is a particle's step.</summary>
    /// <param name="particles">Number of particles.</param>
    /// <param name="side">Side of the square domain.</param>
    /// <param name="steps">Steps of a call.</param>
    /// <param name="eta">Width of the noise.</param>
    public static Kernel Stepping(int particles, double side, int steps, double eta = Math.Tau)
    {
        var options = Options(particles, side, eta);
        var domain = new Domain(side, side, Boundary.Periodic);
        var random = new RandomStream(seed: 7);
        var swarm = InitialState.Draw(new Uniform(), particles, options.Speed, domain, random);
        var step = new TimeStep(options, domain);
        return new Kernel($"{particles:N0} particles", (double)particles * steps, () =>
        {
            for (int k = 0; k < steps; k++) step.Advance(swarm, random, CancellationToken.None);
        });
    }
}
