using System.Runtime.CompilerServices;
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
    // Each factor of a power adds the exponential's error of 2 ulp once more.
    private const int MostFactors = 4;

    // la/lr where that is a whole number: exp(−r/lr) is then a power of exp(−r/la). Else 0.
    private readonly int factors;
    private readonly double repulsion;
    private readonly double attraction;
    private readonly double repulsionDecay;
    private readonly double attractionDecay;

    /// <summary>Creates the force of given options.</summary>
    /// <param name="options">Strengths, ranges and the cutoff's factor.</param>
    public MorseForce(ForceOptions options)
    {
        (repulsion, repulsionDecay) = (options.Cr / options.Lr, -1 / options.Lr);
        (attraction, attractionDecay) = (options.Ca / options.La, -1 / options.La);
        double ratio = options.La / options.Lr;
        factors = ratio <= MostFactors && double.IsInteger(ratio) ? (int)ratio : 0;
        Cutoff = options.RcutFactor * Math.Max(options.Lr, options.La);
    }

    /// <summary>The force acts for 0 &lt; r ≤ this distance.</summary>
    public double Cutoff { get; }

    /// <summary>Computes f(r).</summary>
    public double At(double r) =>
        repulsion * Math.Exp(repulsionDecay * r) - attraction * Math.Exp(attractionDecay * r);

    /// <summary>Computes f(r) up to the cutoff, else 0; four pairs at a time.</summary>
    /// <param name="distances">Distances r [n, a multiple of four].</param>
    /// <param name="forces">Receives the forces [n].</param>
    public void At(ReadOnlySpan<double> distances, Span<double> forces)
    {
        if (factors > 0) At<PowerOfAttraction>(distances, forces);
        else At<ExponentialOfItsOwn>(distances, forces);
    }

    private void At<TRepulsion>(ReadOnlySpan<double> distances, Span<double> forces)
        where TRepulsion : struct, IRepulsion
    {
        ref double distance = ref MemoryMarshal.GetReference(distances);
        ref double force = ref MemoryMarshal.GetReference(forces);
        var cutoff = Vector256.Create(Cutoff);
        var (cr, ca) = (Vector256.Create(repulsion), Vector256.Create(attraction));
        var (overLr, overLa) = (
            Vector256.Create(ToBaseTwo(repulsionDecay)), Vector256.Create(ToBaseTwo(attractionDecay)));
        for (nuint k = 0; k < (nuint)distances.Length; k += (nuint)Vector256<double>.Count)
        {
            var r = Vector256.LoadUnsafe(ref distance, k);
            var attracts = PowerOfTwo.Of(overLa, r);
            var f = TRepulsion.Less(cr, overLr, r, factors, ca, attracts);
            (Vector256.LessThanOrEqual(r, cutoff) & f).StoreUnsafe(ref force, k);
        }
    }

    // exp(−r/l) = 2^(−r/(l·ln 2)). Decays steeper than this make no difference at any distance of two positions.
    private double ToBaseTwo(double decay) => Math.Max(decay / Math.Log(2), -1e15 / Cutoff);

    /// <summary>Computes exp(−r/lr); a type parameter, so that each loop is compiled for its own way.</summary>
    private interface IRepulsion
    {
        /// <summary>Computes repulsion less attraction.</summary>
        /// <param name="cr">Cr/lr.</param>
        /// <param name="overLr">−1/(lr·ln 2).</param>
        /// <param name="r">Distances.</param>
        /// <param name="factors">la/lr, where that is a whole number.</param>
        /// <param name="ca">Ca/la.</param>
        /// <param name="attracts">exp(−r/la).</param>
        static abstract Vector256<double> Less(
            Vector256<double> cr, Vector256<double> overLr, Vector256<double> r, int factors, Vector256<double> ca,
            Vector256<double> attracts);
    }

    private readonly struct PowerOfAttraction : IRepulsion
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Less(
            Vector256<double> cr, Vector256<double> overLr, Vector256<double> r, int factors, Vector256<double> ca,
            Vector256<double> attracts)
        {
            // cr·aⁿ − ca·a = a·(cr·aⁿ⁻¹ − ca)
            if (factors == 1) return attracts * (cr - ca);
            var power = attracts;
            for (int k = 2; k < factors; k++) power *= attracts;
            return attracts * Vector256.MultiplyAddEstimate(cr, power, -ca);
        }
    }

    private readonly struct ExponentialOfItsOwn : IRepulsion
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Less(
            Vector256<double> cr, Vector256<double> overLr, Vector256<double> r, int factors, Vector256<double> ca,
            Vector256<double> attracts) =>
            cr * PowerOfTwo.Of(overLr, r) - ca * attracts;
    }
}
