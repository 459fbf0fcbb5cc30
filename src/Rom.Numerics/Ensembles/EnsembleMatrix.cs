using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Ensembles;

/// <summary>Checks the members of an ensemble of vectors.</summary>
internal static class EnsembleMatrix
{
    /// <summary>Returns the number of members.</summary>
    /// <param name="members">The members [m, d], at least two, finite.</param>
    /// <param name="truth">The truth [d], finite.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public static int CountOf(ReadOnlySpan<double> members, ReadOnlySpan<double> truth)
    {
        if (truth.IsEmpty) throw new ArgumentException("expected a truth of at least one value, found none");
        if (members.Length % truth.Length != 0)
            throw new ArgumentException($"expected members of {truth.Length} values, found {members.Length} in all");
        int count = members.Length / truth.Length;
        if (count < 2) throw new ArgumentException($"expected at least two members, found {count}");
        Magnitude.Largest(members);
        Magnitude.Largest(truth);
        return count;
    }
}
