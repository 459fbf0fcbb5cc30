using System.Runtime.InteropServices;
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

    /// <summary>Turns squared distances r² into f(r)/r, in place; at infinity that is 0.</summary>
    /// <param name="values">Squared distances above 0, whole vectors of them.</param>
    public void PerLength(Span<double> values)
    {
        ref double value = ref MemoryMarshal.GetReference(values);
        var (cr, ca) = (Vector256.Create(repulsion), Vector256.Create(attraction));
        var (overLr, overLa) = (Vector256.Create(repulsionDecay), Vector256.Create(attractionDecay));
        for (int k = 0; k < values.Length; k += Lanes.Count)
        {
            var r = Vector256.Sqrt(Lanes.Load(ref value, k));
            var inverse = Vector256<double>.One / r;
            var f = cr * Exponential.Of(overLr * r) - ca * Exponential.Of(overLa * r);
            Lanes.Store(ref value, k, f * inverse);
        }
    }
}
