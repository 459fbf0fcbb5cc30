namespace Rom.Numerics.LinearAlgebra;

/// <summary>Makes orthogonal rows orthonormal.</summary>
internal static class OrthonormalRows
{
    /// <summary>
    /// Divides each row by its length; rows of length zero are replaced by ones that complete the basis.
    /// </summary>
    /// <param name="rows">Mutually orthogonal rows [lengths.Length, width].</param>
    /// <param name="lengths">Their lengths, falling.</param>
    /// <param name="width">Elements of a row, at least the number of rows.</param>
    public static void Normalise(Span<double> rows, ReadOnlySpan<double> lengths, int width)
    {
        int rank = 0;
        for (; rank < lengths.Length && lengths[rank] > 0; rank++)
        {
            var row = rows.Slice(rank * width, width);
            foreach (ref double value in row) value /= lengths[rank];
        }
        if (rank == lengths.Length) return;
        // QR keeps orthonormal columns up to their signs, and completes them.
        double[] columns = Transposition.Of(rows, lengths.Length, width);
        HouseholderQr.Orthonormalise(columns, width, lengths.Length);
        double[] completed = Transposition.Of(columns, width, lengths.Length);
        completed.AsSpan(rank * width).CopyTo(rows[(rank * width)..]);
    }
}
