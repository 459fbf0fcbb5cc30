using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Sums one interaction of a particle i with ranges of others, in both directions at once: what j receives from i is
/// known when what i receives from j is.
/// </summary>
/// <remarks>May hold buffers, so it belongs to one run.</remarks>
internal interface IPairKernel
{
    /// <summary>The distance beyond which nothing acts.</summary>
    double Reach { get; }

    /// <summary>Lets particle i meet a range of others.</summary>
    /// <param name="particles">The particles.</param>
    /// <param name="sums">
    /// Receives the interactions, at i and at each j; some perhaps only in <see cref="Finish"/>.
    /// </param>
    /// <param name="i">The particle; not in the range.</param>
    /// <param name="begin">The first of the others.</param>
    /// <param name="end">Behind the last of the others.</param>
    /// <param name="xi">Position of particle i in x, or of its image that is nearest to the others.</param>
    /// <param name="yi">Position of particle i in y, or of that image.</param>
    void Meet(Particles particles, VectorSums sums, int i, int begin, int end, double xi, double yi);

    /// <summary>Ends with particle i: all that it has met is in the sums.</summary>
    /// <param name="sums">Receives what is not there yet.</param>
    /// <param name="i">The particle.</param>
    void Finish(VectorSums sums, int i);
}
