using Rom.Numerics.Npz;

namespace Mvar;

/// <summary>
/// Reads and writes <c>mvar_model.npz</c>: A_matrices [w, r, r], A_1 first, intercept [r] and facts about the fit.
/// </summary>
internal static class MvarFile
{
    private const string Name = "mvar_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, MvarModel model)
    {
        int r = model.LatentDimension, w = model.Lag;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add<double>("A_matrices", model.CoefficientMatrices(), w, r, r);
        file.Add("intercept", model.Intercept, r);
        file.AddScalar("p", (long)w);
        file.AddScalar("r", (long)r);
        file.AddScalar("alpha", model.Report.Alpha);
        file.AddScalar("train_r2", model.Report.TrainR2);
        file.AddScalar("train_rmse", model.Report.TrainRmse);
        file.AddScalar("rho_before", model.Report.RhoBefore);
        file.AddScalar("rho_after", model.Report.RhoAfter);
        file.AddScalar("eigenvalues_outside", model.Report.EigenvaluesOutside);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static MvarModel Read(string directory)
    {
        string path = Path.Combine(directory, Name);
        using var file = NpzReader.Open(path);
        var header = file.Header("A_matrices");
        if (header.Shape.Count != 3 || header.Count == 0 || header.Shape[1] != header.Shape[2])
            throw Wrong(path, "A_matrices", $"expected matrices [w, r, r], found {header.ShapeText}");
        var (w, r) = (header.Shape[0], header.Shape[1]);
        Expect(path, "p", w, file.ReadScalar("p"));
        Expect(path, "r", r, file.ReadScalar("r"));
        Expect(path, "intercept", r, file.Header("intercept").Count);
        double[] matrices = Finite(path, "A_matrices", file.ReadDoubles("A_matrices"));
        double[] intercept = Finite(path, "intercept", file.ReadDoubles("intercept"));
        return new MvarModel(CoefficientOrder.FromMatrices(matrices, r), intercept, new MvarReport(
            file.ReadScalar("alpha"), file.ReadScalar("train_r2"), file.ReadScalar("train_rmse"),
            file.ReadScalar("rho_before"), file.ReadScalar("rho_after"),
            file.Contains("eigenvalues_outside") ? file.ReadScalar("eigenvalues_outside") : double.NaN));
    }

    private static void Expect(string path, string entry, double expected, double found)
    {
        if (found == expected) return;
        throw Wrong(path, entry, $"expected {expected} after the shape of A_matrices, found {found}");
    }

    private static double[] Finite(string path, string entry, double[] values) =>
        values.All(double.IsFinite) ? values : throw Wrong(path, entry, "expected finite values");

    private static InvalidDataException Wrong(string path, string entry, string message) =>
        new($"{path}: {entry}: {message}");
}
