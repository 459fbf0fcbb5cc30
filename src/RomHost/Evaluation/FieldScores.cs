using System.Numerics.Tensors;

namespace RomHost.Evaluation;

/// <summary>
/// Compares predicted with true fields frame by frame, in double precision. Scores that are not defined, such as R² of a
/// constant truth, are NaN.
/// </summary>
internal sealed class FieldScores
{
    private readonly List<double> snapshotR2 = [];
    private ScatterSum truthScatter;
    private double squaredError;
    private long count;
    private double sumL1;
    private double sumL2;
    private double sumLinf;

    /// <summary>R² of each frame so far.</summary>
    public IReadOnlyList<double> SnapshotR2 => snapshotR2;

    /// <summary>Pooled R²: 1 − Σ(x−x̂)² / Σ(x−x̄)² over all cells of all frames, x̄ the mean over all of them.</summary>
    public double R2 => RSquared(squaredError, truthScatter.Total);

    /// <summary>Mean of the frames' R², over the frames where it is defined.</summary>
    public double MeanSnapshotR2 => snapshotR2.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Root of the mean squared error over all cells of all frames.</summary>
    public double Rmse => Math.Sqrt(squaredError / count);

    /// <summary>Mean over the frames of ‖x−x̂‖₁/‖x‖₁.</summary>
    public double RelativeL1 => sumL1 / snapshotR2.Count;

    /// <summary>Mean over the frames of ‖x−x̂‖₂/‖x‖₂.</summary>
    public double RelativeL2 => sumL2 / snapshotR2.Count;

    /// <summary>Mean over the frames of ‖x−x̂‖∞/‖x‖∞.</summary>
    public double RelativeLinf => sumLinf / snapshotR2.Count;

    /// <summary>Largest |M̂−M|/M over the frames, M the sum over the cells.</summary>
    public double MaxMassViolation { get; private set; }

    /// <summary>Adds a frame.</summary>
    /// <param name="truth">x [cells].</param>
    /// <param name="prediction">x̂ [cells].</param>
    public void Add(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction)
    {
        double absolute = 0, squared = 0, largest = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            double error = Math.Abs(truth[i] - prediction[i]);
            absolute += error;
            squared += error * error;
            largest = Math.Max(largest, error);
        }
        ScatterSum own = default;
        own.Add(truth);
        truthScatter.Add(truth);
        snapshotR2.Add(RSquared(squared, own.Total));
        squaredError += squared;
        count += truth.Length;
        sumL1 += Ratio(absolute, TensorPrimitives.SumOfMagnitudes(truth));
        sumL2 += Ratio(Math.Sqrt(squared), TensorPrimitives.Norm(truth));
        sumLinf += Ratio(largest, Math.Abs(TensorPrimitives.MaxMagnitude(truth)));
        double mass = TensorPrimitives.Sum(truth);
        MaxMassViolation = Math.Max(MaxMassViolation, Ratio(Math.Abs(TensorPrimitives.Sum(prediction) - mass), Math.Abs(mass)));
    }

    private static double RSquared(double residual, double total) => total > 0 ? 1 - residual / total : double.NaN;

    private static double Ratio(double error, double size) => size > 0 ? error / size : double.NaN;
}
