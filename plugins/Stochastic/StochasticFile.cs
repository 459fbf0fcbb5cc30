using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Stochastic;

/// <summary>
/// Reads and writes <c>stochastic_model.npz</c>: constant [r], linear [r, w·r] and noise [r, r] in standardised
/// coordinates, the variance function, mean, scale, low and high [r], the end of closed loops, and facts about the
/// training.
/// </summary>
internal static class StochasticFile
{
    private const string Name = "stochastic_model.npz";

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, StochasticModel model)
    {
        int r = model.LatentDimension;
        var variance = model.Noise.Variance;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add<double>("constant", model.Map.Constant, r);
        file.Add<double>("linear", model.Map.Coefficients, r, model.Lag * r);
        file.Add<double>("noise", model.Noise.Directions, r, r);
        file.Add<double>("variance_constant", variance.Constant, r);
        file.Add<double>("variance_coefficients", variance.Coefficients, r, r + 1);
        file.Add("variance_low", variance.Range.Low, r);
        file.Add("variance_high", variance.Range.High, r);
        file.Add("mean", model.Units.Mean, r);
        file.Add("scale", model.Units.Scale, r);
        file.Add("low", model.Range.Low, r);
        file.Add("high", model.Range.High, r);
        model.End.Write(file);
        file.AddScalar("levels", model.Report.Levels);
        file.AddScalar("start_radius", model.Report.StartRadius);
        file.AddScalar("spectral_radius", model.Report.SpectralRadius);
        file.AddScalar("residual_correlation", model.Report.ResidualCorrelation);
        file.AddScalar("one_step_error", model.Report.OneStepError);
        file.AddScalar("noise_inflation", model.Report.NoiseInflation);
        file.AddScalar("state_gain", model.Report.StateGain);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static StochasticModel Read(string directory)
    {
        using var file = NpzReader.Open(Path.Combine(directory, Name));
        var header = file.Header("linear");
        if (header.Shape.Count != 2 || header.Count == 0 || header.Shape[1] % header.Shape[0] != 0)
            throw file.Contradiction("linear", $"expected coefficients [r, w·r], found {header.ShapeText}");
        int r = header.Shape[0];
        var map = new WindowMap(file.ReadFinite("linear"), file.ReadFinite("constant", r));
        var variance = new VarianceFunction(
            file.ReadFinite("variance_constant", r), file.ReadFinite("variance_coefficients", r, r + 1),
            Interval(file, "variance_low", "variance_high", r));
        double[] scale = file.ReadFinite("scale", r);
        foreach (double value in scale)
        {
            if (!(value > 0)) throw file.Contradiction("scale", $"expected positive scales, found {value}");
        }
        return new StochasticModel(
            map, new Noise(file.ReadFinite("noise", r, r), variance),
            new Standardisation(file.ReadFinite("mean", r), scale), Interval(file, "low", "high", r),
            ClosedLoopEnd.Read(file, r), new StochasticReport(
                file.ReadScalar("levels"), file.ReadScalar("start_radius"), file.ReadScalar("spectral_radius"),
                file.ReadScalar("residual_correlation"), file.ReadScalar("one_step_error"),
                file.ReadScalar("noise_inflation"), file.ReadScalar("state_gain")));
    }

    private static ColumnRange Interval(NpzReader file, string lowName, string highName, int r)
    {
        double[] low = file.ReadFinite(lowName, r), high = file.ReadFinite(highName, r);
        for (int i = 0; i < r; i++)
        {
            if (low[i] > high[i])
                throw file.Contradiction(
                    lowName, $"expected at most {high[i]}, as in {highName}, found {low[i]}");
        }
        return new ColumnRange(low, high);
    }
}
