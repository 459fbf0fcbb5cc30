using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Mvar;

/// <summary>A fitted autoregressive model y_k = A_0 + Σ_(j=1..w) A_j y_(k−j), in double precision.</summary>
internal sealed class MvarModel : IRomModel
{
    private const string FileName = "mvar_model.npz";

    private readonly double[] coefficients; // [r, w·r], the oldest state's block first: a window is a contiguous slice
    private readonly double[] intercept;
    private readonly MvarReport report;

    /// <summary>Makes a model.</summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="intercept">A_0 [r].</param>
    /// <param name="report">Facts about the fit.</param>
    public MvarModel(double[] coefficients, double[] intercept, MvarReport report)
    {
        (this.coefficients, this.intercept, this.report) = (coefficients, intercept, report);
        LatentDimension = intercept.Length;
        Lag = coefficients.Length / (LatentDimension * LatentDimension);
    }

    /// <inheritdoc/>
    public int Lag { get; }

    /// <inheritdoc/>
    public int LatentDimension { get; }

    /// <inheritdoc/>
    public long ParameterCount => intercept.Length + coefficients.Length; // r + w r²

    /// <inheritdoc/>
    public long ParameterBytes => sizeof(double) * ParameterCount;

    /// <inheritdoc/>
    public ModelComplexity Complexity => new(2L * coefficients.Length + intercept.Length, "O(N*p²*d²)", "O(p*d²)", new Dictionary<string, long>());

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics => new Dictionary<string, double>
    {
        ["train_r2"] = report.TrainR2,
        ["train_rmse"] = report.TrainRmse,
        ["rho_before"] = report.RhoBefore,
        ["rho_after"] = report.RhoAfter,
        ["eigenvalues_outside"] = report.EigenvaluesOutside,
    };

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        int r = LatentDimension, width = Lag * r;
        for (int k = 0; k < steps; k++)
        {
            var next = forecast.Slice(k * r, r);
            // The newest states are forecasts, those before them still the window's.
            int fromForecast = Math.Min(k, Lag) * r;
            var known = window[fromForecast..];
            var newest = forecast.Slice(k * r - fromForecast, fromForecast);
            for (int i = 0; i < r; i++)
            {
                var row = coefficients.AsSpan(i * width, width);
                next[i] = intercept[i] + TensorPrimitives.Dot(row[..known.Length], known) + TensorPrimitives.Dot(row[known.Length..], newest);
            }
        }
    }

    /// <inheritdoc/>
    public void Save(string directory)
    {
        int r = LatentDimension, width = Lag * r;
        var matrices = new double[coefficients.Length]; // [w, r, r], A_1 first
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < width; j++) matrices[(Lag - 1 - j / r) * r * r + i * r + j % r] = coefficients[i * width + j];
        }
        using var file = NpzWriter.Create(Path.Combine(directory, FileName));
        file.Add<double>("A_matrices", matrices, Lag, r, r);
        file.Add<double>("intercept", intercept, r);
        file.AddScalar("p", (long)Lag);
        file.AddScalar("r", (long)r);
        file.AddScalar("alpha", report.Alpha);
        file.AddScalar("train_r2", report.TrainR2);
        file.AddScalar("train_rmse", report.TrainRmse);
        file.AddScalar("rho_before", report.RhoBefore);
        file.AddScalar("rho_after", report.RhoAfter);
        file.AddScalar("eigenvalues_outside", (long)report.EigenvaluesOutside);
        file.Commit();
    }

    /// <summary>Loads what <see cref="Save"/> wrote.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another model.</exception>
    public static MvarModel Load(string directory)
    {
        string path = Path.Combine(directory, FileName);
        using var file = NpzReader.Open(path);
        var shape = file.Header("A_matrices").Shape;
        double[] matrices = file.ReadDoubles("A_matrices"), intercept = file.ReadDoubles("intercept");
        int r = intercept.Length;
        if (shape.Count != 3 || shape[0] < 1 || r < 1 || shape[1] != r || shape[2] != r)
            throw new InvalidDataException($"{path}: expected A_matrices (w, {r}, {r}), found {file.Header("A_matrices").ShapeText}");
        if (!matrices.All(double.IsFinite) || !intercept.All(double.IsFinite))
            throw new InvalidDataException($"{path}: expected finite coefficients");
        int lag = shape[0], width = lag * r;
        var coefficients = new double[matrices.Length];
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < width; j++) coefficients[i * width + j] = matrices[(lag - 1 - j / r) * r * r + i * r + j % r];
        }
        return new MvarModel(coefficients, intercept, new MvarReport(
            file.ReadScalar("alpha"), file.ReadScalar("train_r2"), file.ReadScalar("train_rmse"), file.ReadScalar("rho_before"),
            file.ReadScalar("rho_after"), (int)file.ReadScalar("eigenvalues_outside")));
    }
}
