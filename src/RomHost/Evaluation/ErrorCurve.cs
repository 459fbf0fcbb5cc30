namespace RomHost.Evaluation;

/// <summary>
/// A forecast's squared errors against the scatter of the truth, frame by frame: its pooled R² and RMSE up to any lead,
/// and its horizons. Immutable.
/// </summary>
internal sealed class ErrorCurve
{
    /// <summary>The R² of a frame at which the horizon ends.</summary>
    public const double LeastR2 = 0.5;

    private readonly FieldScores truth;
    private readonly int cells;
    private readonly double[] errors;
    private readonly double[] errorsSoFar;

    /// <summary>Creates the curve of a forecast.</summary>
    /// <param name="truth">Scores of any forecast of the same frames: the scatter of their truth counts.</param>
    /// <param name="cells">The number of cells of a frame.</param>
    /// <param name="errors">
    /// Σ (x − x̂)² over the cells of each frame [frames]; unbiased estimates of it may be negative.
    /// </param>
    public ErrorCurve(FieldScores truth, int cells, IReadOnlyList<double> errors)
    {
        (this.truth, this.cells, this.errors, errorsSoFar) = (truth, cells, [.. errors], new double[errors.Count]);
        double sum = 0;
        for (int k = 0; k < this.errors.Length; k++) errorsSoFar[k] = sum += this.errors[k];
    }

    /// <summary>The number of frames.</summary>
    public int Frames => errors.Length;

    /// <summary>Σ (x − x̂)² over all frames.</summary>
    public double Total => errorsSoFar[^1];

    /// <summary>Computes the R² pooled over the first frames; NaN where their truth is constant.</summary>
    /// <param name="frames">Their number, at least 1.</param>
    public double R2(int frames) => FieldScores.RSquared(errorsSoFar[frames - 1], truth.ScattersSoFar[frames - 1]);

    /// <summary>
    /// Computes the root of the mean squared error of the first frames; 0 where an estimate of its square is negative.
    /// </summary>
    /// <param name="frames">Their number, at least 1.</param>
    public double Rmse(int frames) => Math.Sqrt(Math.Max(0, errorsSoFar[frames - 1]) / ((double)frames * cells));

    /// <summary>
    /// Counts the frames before the first whose R² is below <see cref="LeastR2"/>. A frame of constant truth has no R²
    /// and ends nothing.
    /// </summary>
    public int FramesAbove() => FramesUntil(k => FieldScores.RSquared(errors[k], truth.FrameScatters[k]) < LeastR2);

    /// <summary>Counts the frames before the first that another forecast has at least as exactly.</summary>
    /// <param name="other">The other forecast.</param>
    public int FramesBetterThan(ErrorCurve other) => FramesUntil(k => errors[k] >= other.errors[k]);

    private int FramesUntil(Func<int, bool> ends)
    {
        int k = 0;
        while (k < errors.Length && !ends(k)) k++;
        return k;
    }
}
