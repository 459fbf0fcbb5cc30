using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Linear;

/// <summary>
/// Reads and writes <c>linear_model.npz</c>: A_matrices [w, r, r], A_1 first, mean [r], the end of closed
/// loops and facts about the training.
/// </summary>
internal static class LinearFile
{
    private const string Name = "linear_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, LinearModel model)
    {
        int r = model.LatentDimension, w = model.Lag;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add<double>("A_matrices", model.CoefficientMatrices(), w, r, r);
        file.Add("mean", model.Mean, r);
        model.End.Write(file);
        file.AddScalar("start_error", model.Report.StartError);
        file.AddScalar("validation_error", model.Report.ValidationError);
        file.AddScalar("spectral_radius", model.Report.SpectralRadius);
        file.AddScalar("start_radius", model.Report.StartRadius);
        file.AddScalar("epochs", model.Report.Epochs);
        file.AddScalar("best_epoch", model.Report.BestEpoch);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static LinearModel Read(string directory)
    {
        using var file = NpzReader.Open(Path.Combine(directory, Name));
        var header = file.Header("A_matrices");
        if (header.Shape.Count != 3 || header.Count == 0 || header.Shape[1] != header.Shape[2])
            throw file.Contradiction("A_matrices", $"expected matrices [w, r, r], found {header.ShapeText}");
        var (w, r) = (header.Shape[0], header.Shape[1]);
        double[] matrices = file.ReadFinite("A_matrices"), mean = file.ReadFinite("mean", r);
        var coefficients = new double[matrices.Length];
        for (int i = 0; i < matrices.Length; i++) coefficients[LinearModel.PlaceOf(i, w, r)] = matrices[i];
        var report = new LinearReport(
            file.ReadScalar("start_error"), file.ReadScalar("validation_error"), file.ReadScalar("spectral_radius"),
            file.ReadScalar("start_radius"), file.ReadScalar("epochs"), file.ReadScalar("best_epoch"));
        return new LinearModel(coefficients, mean, ClosedLoopEnd.Read(file, r), report);
    }
}
