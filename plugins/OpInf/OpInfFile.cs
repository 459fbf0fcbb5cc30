using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// Reads and writes <c>opinf_model.npz</c>: constant [p], linear [p, w·p] and quadratic [p, q (q + 1)/2] in
/// standardised coordinates, mean, scale, low and high [r], the end of closed loops, and facts about the training.
/// Without a reconstruction equation (<see cref="ReconstructionEntries"/>) p is r.
/// </summary>
internal static class OpInfFile
{
    private const string Name = "opinf_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, OpInfModel model)
    {
        int r = model.LatentDimension, p = model.Constant.Length;
        int width = model.Lag * p, count = model.Coefficients.Length / p;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add<double>("constant", model.Constant, p);
        file.Add<double>("linear", Columns(model.Coefficients, count, 0, width), p, width);
        file.Add<double>("quadratic", Columns(model.Coefficients, count, width, count), p, count - width);
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
        if (model.Reconstruction is { } reconstruction) ReconstructionEntries.AddTo(file, reconstruction, p);
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
            throw file.Contradiction("linear", $"expected coefficients [p, w·p], found {header.ShapeText}");
        int p = header.Shape[0], lag = header.Shape[1] / p;
        double modes = file.ReadScalar("quadratic_modes");
        if (!(modes >= 0 && modes <= p && modes == Math.Floor(modes)))
            throw file.Contradiction("quadratic_modes", $"expected 0 to {p} modes, found {modes}");
        var features = new QuadraticFeatures(p, lag, (int)modes);
        double[] linear = file.ReadFinite("linear");
        double[] quadratic = file.ReadFinite("quadratic", p, features.ProductCount);
        double[] coefficients = Joined(linear, quadratic, p);
        var reconstruction = ReconstructionEntries.In(file, p, features.ProductCount);
        int r = p + (reconstruction?.Channel.Length ?? 0);
        double[] scale = file.ReadFinite("scale", r);
        double[] low = file.ReadFinite("low", r), high = file.ReadFinite("high", r);
        for (int i = 0; i < r; i++)
        {
            if (!(scale[i] > 0)) throw file.Contradiction("scale", $"expected positive scales, found {scale[i]}");
            if (low[i] > high[i])
                throw file.Contradiction("low", $"expected at most {high[i]}, as in high, found {low[i]}");
        }
        return new OpInfModel(
            features, coefficients, file.ReadFinite("constant", p), reconstruction,
            new Standardisation(file.ReadFinite("mean", r), scale), new ColumnRange(low, high),
            ClosedLoopEnd.Read(file, r), new OpInfReport(
                file.ReadScalar("rollout_error"), file.ReadScalar("quadratic_penalty"),
                file.ReadScalar("penalty_raises"), file.ReadScalar("windows")));
    }

    /// <summary>Returns some columns of a matrix.</summary>
    /// <param name="matrix">The matrix, row-major.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="first">The first column.</param>
    /// <param name="end">The column after the last.</param>
    public static double[] Columns(double[] matrix, int columns, int first, int end) =>
        [.. matrix.Where((_, i) => i % columns >= first && i % columns < end)];

    /// <summary>Returns a matrix whose rows are those of two matrices, one after the other.</summary>
    /// <param name="left">The first matrix [rows, any].</param>
    /// <param name="right">The other [rows, any].</param>
    /// <param name="rows">Their rows.</param>
    public static double[] Joined(double[] left, double[] right, int rows)
    {
        int first = left.Length / rows, rest = right.Length / rows;
        var joined = new double[left.Length + right.Length];
        for (int i = 0; i < rows; i++)
        {
            left.AsSpan(i * first, first).CopyTo(joined.AsSpan(i * (first + rest)));
            right.AsSpan(i * rest, rest).CopyTo(joined.AsSpan(i * (first + rest) + first));
        }
        return joined;
    }
}
