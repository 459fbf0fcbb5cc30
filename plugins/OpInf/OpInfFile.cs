using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// Reads and writes <c>opinf_model.npz</c>: constant [r], linear [r, w·r] and quadratic [r, q (q + 1)/2] in
/// standardised coordinates, mean, scale, low and high [r], the end of closed loops, and facts about the training.
/// </summary>
internal static class OpInfFile
{
    private const string Name = "opinf_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, OpInfModel model)
    {
        int r = model.LatentDimension, width = model.Lag * r, count = model.Coefficients.Length / r;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add<double>("constant", model.Constant, r);
        file.Add<double>("linear", Columns(model.Coefficients, count, 0, width), r, width);
        file.Add<double>("quadratic", Columns(model.Coefficients, count, width, count), r, count - width);
        file.Add("mean", model.Units.Mean, r);
        file.Add("scale", model.Units.Scale, r);
        file.Add("low", model.Range.Low, r);
        file.Add("high", model.Range.High, r);
        model.End.Write(file);
        file.AddScalar("quadratic_modes", (long)model.QuadraticModes);
        file.AddScalar("rollout_error", model.Report.RolloutError);
        file.AddScalar("quadratic_penalty", model.Report.QuadraticPenalty);
        file.AddScalar("penalty_raises", model.Report.Raises);
        file.AddScalar("windows", model.Report.Windows);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static OpInfModel Read(string directory)
    {
        using var file = NpzReader.Open(Path.Combine(directory, Name));
        var header = file.Header("linear");
        if (header.Shape.Count != 2 || header.Count == 0 || header.Shape[1] % header.Shape[0] != 0)
            throw file.Contradiction("linear", $"expected coefficients [r, w·r], found {header.ShapeText}");
        int r = header.Shape[0], lag = header.Shape[1] / r;
        double modes = file.ReadScalar("quadratic_modes");
        if (!(modes >= 0 && modes <= r && modes == Math.Floor(modes)))
            throw file.Contradiction("quadratic_modes", $"expected 0 to {r} modes, found {modes}");
        var features = new QuadraticFeatures(r, lag, (int)modes);
        double[] linear = file.ReadFinite("linear");
        double[] quadratic = file.ReadFinite("quadratic", r, features.ProductCount);
        var coefficients = new double[linear.Length + quadratic.Length];
        for (int i = 0; i < r; i++)
        {
            var row = coefficients.AsSpan(i * features.Count, features.Count);
            linear.AsSpan(i * features.LinearCount, features.LinearCount).CopyTo(row);
            quadratic.AsSpan(i * features.ProductCount, features.ProductCount).CopyTo(row[features.LinearCount..]);
        }
        double[] scale = file.ReadFinite("scale", r);
        double[] low = file.ReadFinite("low", r), high = file.ReadFinite("high", r);
        for (int i = 0; i < r; i++)
        {
            if (!(scale[i] > 0)) throw file.Contradiction("scale", $"expected positive scales, found {scale[i]}");
            if (low[i] > high[i])
                throw file.Contradiction("low", $"expected at most {high[i]}, as in high, found {low[i]}");
        }
        return new OpInfModel(
            features, coefficients, file.ReadFinite("constant", r),
            new Standardisation(file.ReadFinite("mean", r), scale), new ColumnRange(low, high),
            ClosedLoopEnd.Read(file, r), new OpInfReport(
                file.ReadScalar("rollout_error"), file.ReadScalar("quadratic_penalty"),
                file.ReadScalar("penalty_raises"), file.ReadScalar("windows")));
    }

    private static double[] Columns(double[] matrix, int columns, int first, int end) =>
        [.. matrix.Where((_, i) => i % columns >= first && i % columns < end)];
}
