using Rom.Numerics.Ensembles;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// Compares truths of one quantity with intervals before and after their calibration, frame by frame and over whole
/// paths. For one thread.
/// </summary>
/// <param name="dimension">The number d of cells or coordinates.</param>
/// <param name="calibration">The calibration; null for none.</param>
/// <param name="circumferences">The largest widths [d]; empty for none.</param>
internal sealed class CalibratedIntervals(int dimension, QuantityCalibration? calibration, double[] circumferences)
{
    private readonly bool[] isOutside = new bool[dimension];
    private readonly bool[] isOutsideCalibrated = new bool[dimension];
    private IntervalMeans half, most;
    private double pathWidth;
    private int frames;

    /// <summary>Begins a frame.</summary>
    public void Begin()
    {
        (half, most) = (default, default);
        frames++;
    }

    /// <summary>Adds a truth of the present frame.</summary>
    /// <param name="component">The cell or coordinate.</param>
    /// <param name="ofHalf">Its interval of 50 %.</param>
    /// <param name="ofMost">Its interval of 90 %.</param>
    /// <param name="truth">The truth.</param>
    public void Add(int component, PredictionInterval ofHalf, PredictionInterval ofMost, double truth)
    {
        isOutside[component] |= !ofMost.Contains(truth);
        if (calibration is null) return;
        int frame = frames - 1;
        double widest = component < circumferences.Length ? circumferences[component] : double.PositiveInfinity;
        half.Add(calibration.Half(ofHalf, frame, component), truth, widest);
        most.Add(calibration.Most(ofMost, frame, component), truth, widest);
        var whole = calibration.Path(ofMost, frame, component);
        isOutsideCalibrated[component] |= whole?.Contains(truth) != true;
        pathWidth += Math.Min(widest, whole?.Width ?? 0);
    }

    /// <summary>
    /// Writes coverage and width of the calibrated intervals of the present frame, of 50 % and of 90 %.
    /// </summary>
    /// <param name="scores">Receives four numbers, NaN without a calibration.</param>
    public void CopyTo(Span<double> scores)
    {
        if (calibration is null)
        {
            scores[..4].Fill(double.NaN);
            return;
        }
        (scores[0], scores[1]) = half.Means(dimension);
        (scores[2], scores[3]) = most.Means(dimension);
    }

    /// <summary>
    /// Writes the share of components whose whole path lies within intervals of 90 %, before and after the calibration,
    /// and the mean width after it.
    /// </summary>
    /// <param name="scores">Receives three numbers; the last two are NaN without a calibration.</param>
    public void CopyPathTo(Span<double> scores)
    {
        scores[0] = isOutside.Count(outside => !outside) / (double)dimension;
        (scores[1], scores[2]) = calibration is null
            ? (double.NaN, double.NaN)
            : (isOutsideCalibrated.Count(outside => !outside) / (double)dimension,
                pathWidth / frames / dimension);
    }

    private struct IntervalMeans
    {
        private double covered, width;

        public void Add(PredictionInterval? interval, double truth, double widest)
        {
            if (interval is not { } left) return;
            if (left.Contains(truth)) covered++;
            width += Math.Min(widest, left.Width);
        }

        public readonly (double Coverage, double Width) Means(double count) => (covered / count, width / count);
    }
}
