using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;
using RomHost.Artifacts;

namespace RomHost.Reporting.Html;

/// <summary>
/// The eigenvalues of the companion matrix of a linear model, of any plugin that saves its coefficients as FORMATS has them:
/// <c>A_matrices</c> [w, r, r], y_k = Σ A_j y_(k−j). Outside the unit circle a forecast grows.
/// </summary>
internal static class CompanionEigenvalues
{
    // A dense eigenvalue problem of this size takes seconds.
    private const int Largest = 1500;

    /// <summary>The eigenvalues of the model in a folder, or null where it has none of that form.</summary>
    /// <param name="folder">The model's folder.</param>
    public static IReadOnlyList<(double Re, double Im)>? Of(string folder)
    {
        foreach (string path in RealFolder.Files(folder).Where(path => path.EndsWith(".npz", StringComparison.Ordinal)))
        {
            using var file = NpzReader.Open(path);
            if (!file.Contains("A_matrices")) continue;
            double[] a = file.ReadDoubles("A_matrices");
            int r = file.ReadDoubles("intercept").Length, lag = r == 0 ? 0 : a.Length / (r * r);
            if (lag == 0 || a.Length != lag * r * r) throw new InvalidDataException($"{path}: expected A_matrices [w, {r}, {r}], found {a.Length} values");
            if (lag * r > Largest) return null;
            int n = lag * r;
            var companion = new double[n * n];
            for (int j = 0; j < lag; j++)
            {
                for (int row = 0; row < r; row++)
                {
                    for (int column = 0; column < r; column++) companion[row * n + j * r + column] = a[(j * r + row) * r + column];
                }
            }
            for (int i = r; i < n; i++) companion[i * n + i - r] = 1;
            return [.. GeneralEigenvalues.Compute(companion, n).Select(value => (value.Real, value.Imaginary))];
        }
        return null;
    }
}
