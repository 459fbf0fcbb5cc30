using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VicsekMorse.Options;

namespace VicsekMorse.Pairs;

/// <summary>
/// The Morse force at distance r, f(r) = (Cr/lr)·exp(−r/lr) − (Ca/la)·exp(−r/la); f &gt; 0 repels
/// (D'Orsogna et al., PRL 96, 104302, 2006).
/// </summary>
internal sealed class MorseForce
{
    private readonly double repulsion;
    private readonly double attraction;
    private readonly double repulsionDecay;
    private readonly double attractionDecay;

    /// <summary>Makes the force of given options.</summary>
    /// <param name="options">Strengths, ranges and the cutoff's factor.</param>
    public MorseForce(ForceOptions options)
    {
        (repulsion, repulsionDecay) = (options.Cr / options.Lr, -1 / options.Lr);
        (attraction, attractionDecay) = (options.Ca / options.La, -1 / options.La);
        Cutoff = options.RcutFactor * Math.Max(options.Lr, options.La);
    }

    /// <summary>The force acts for 0 &lt; r ≤ this distance.</summary>
    public double Cutoff { get; }

    /// <summary>f(r).</summary>
    public double At(double r) =>
        repulsion * Math.Exp(repulsionDecay * r) - attraction * Math.Exp(attractionDecay * r);

    /// <summary>f(r), four distances at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> At(Vector256<double> r) =>
        repulsion * Exponential.Of(repulsionDecay * r) - attraction * Exponential.Of(attractionDecay * r);
}
