using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// A way to sum the interactions of all pairs: every pair counts once, at its nearest image. All ways agree to
/// rounding.
/// </summary>
/// <remarks>Holds buffers, so it belongs to one run; nothing is allocated after construction.</remarks>
internal interface IPairSums
{
    /// <summary>Sums what each particle receives.</summary>
    /// <param name="particles">The particles, inside the domain.</param>
    /// <param name="sums">Receives the sums of those terms that the law has; the others stay as they are, zero.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    void Sum(Particles particles, Interactions sums, CancellationToken cancellation);
}
