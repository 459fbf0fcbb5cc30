namespace RomHost.Evaluation.Ensembles;

/// <summary>The densities of some members of an ensemble in the lab frame, at a few frames.</summary>
/// <param name="Ny">Rows.</param>
/// <param name="Nx">Columns.</param>
/// <param name="Times">The times of the frames [K].</param>
/// <param name="Densities">The densities [members, K, ny, nx].</param>
/// <param name="Shifts">The shift (dy, dx) by which each is rolled to the aligned frame [members, K, 2].</param>
internal sealed record MemberMovie(int Ny, int Nx, double[] Times, float[] Densities, int[] Shifts)
{
    /// <summary>The number of members.</summary>
    public int Members => Times.Length == 0 ? 0 : Shifts.Length / 2 / Times.Length;
}
