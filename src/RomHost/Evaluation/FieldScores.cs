using System.Numerics.Tensors;

namespace RomHost.Evaluation;

/// <summary>
/// Compares predicted with true fields frame by frame, in double precision. Undefined scores, such as R² of a constant
/// truth, are NaN.
/// </summary>
internal sealed class FieldScores
{
    private readonly List<double> snapshotR2 = [];
    private readonly List<double> squaredErrors = [];
    private readonly List<double> frameScatters = [];
    private readonly List<double> scattersSoFar = [];
    private ScatterSum truthScatter;
    private double squaredError;
    private long count;
    private double sumL1;
    private double sumL2;
    private double sumLinf;
    private int relativeFrames;
    private double maxMassViolation;
    private int massFrames;

    /// <summary>R² of each frame so far.</summary>
    public IReadOnlyList<double> SnapshotR2 => snapshotR2;

    /// <summary>Σ (x−x̂)² over the cells of each frame so far.</summary>
    public IReadOnlyList<double> SquaredErrors => squaredErrors;

    /// <summary>Σ (x−x̄)² over the cells of each frame so far, x̄ the frame's mean.</summary>
    public IReadOnlyList<double> FrameScatters => frameScatters;

    /// <summary>Σ (x−x̄)² over all cells of each frame and those before it, x̄ the mean over all of them.</summary>
    public IReadOnlyList<double> ScattersSoFar => scattersSoFar;

    /// <summary>
    /// Pooled R²: 1 − Σ(x−x̂)² / Σ(x−x̄)² over all cells of all frames, x̄ the mean over all of them.
    /// </summary>
    public double R2 => RSquared(squaredError, truthScatter.Total);

    /// <summary>Mean of the frames' R², over the frames where it is defined.</summary>
    public double MeanSnapshotR2 =>
        snapshotR2.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Root of the mean squared error over all cells of all frames.</summary>
    public double Rmse => Math.Sqrt(squaredError / count);

    /// <summary>Mean of ‖x−x̂‖₁/‖x‖₁ over the frames where x is not zero everywhere.</summary>
    public double RelativeL1 => sumL1 / relativeFrames;

    /// <summary>Mean of ‖x−x̂‖₂/‖x‖₂ over the frames where x is not zero everywhere.</summary>
    public double RelativeL2 => sumL2 / relativeFrames;

    /// <summary>Mean of ‖x−x̂‖∞/‖x‖∞ over the frames where x is not zero everywhere.</summary>
    public double RelativeLinf => sumLinf / relativeFrames;

    /// <summary>Largest |M̂−M|/|M| over the frames where M, the sum over the cells, is not zero.</summary>
    public double MaxMassViolation => massFrames > 0 ? maxMassViolation : double.NaN;

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
        squaredErrors.Add(squared);
        frameScatters.Add(own.Total);
        scattersSoFar.Add(truthScatter.Total);
        squaredError += squared;
        count += truth.Length;
        // Recordings have empty frames, to which nothing can be relative.
        if (TensorPrimitives.Norm(truth) is > 0 and var norm)
        {
            relativeFrames++;
            sumL1 += absolute / TensorPrimitives.SumOfMagnitudes(truth);
            sumL2 += Math.Sqrt(squared) / norm;
            sumLinf += largest / Math.Abs(TensorPrimitives.MaxMagnitude(truth));
        }
        double mass = TensorPrimitives.Sum(truth);
        if (mass == 0) return;
        double violation = Math.Abs(TensorPrimitives.Sum(prediction) - mass) / Math.Abs(mass);
        maxMassViolation = massFrames++ == 0 ? violation : Math.Max(maxMassViolation, violation);
    }

    /// <summary>1 − residual / total; NaN where the truth is constant.</summary>
    /// <param name="residual">Σ (x−x̂)².</param>
    /// <param name="total">Σ (x−x̄)².</param>
    public static double RSquared(double residual, double total) => total > 0 ? 1 - residual / total : double.NaN;
}
