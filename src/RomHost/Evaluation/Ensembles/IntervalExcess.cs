using Rom.Numerics.Ensembles;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// How far the truths of one quantity of a calibration run lie outside of its intervals: max(low − y, y − high), and
/// y − high where nothing can lie below. Negative within.
/// </summary>
/// <remarks>
/// Where an interval begins at the least possible value, or below it, no truth is below it, and the excess is y − high:
/// else the truths that lie at that value, as the densities of empty cells do, would hold the upper end where it is.
/// The conformity score of conformalized quantile regression (Romano, Patterson and Candès, Advances in Neural
/// Information Processing Systems 32, 2019). Over the whole path it is the largest, in units of half of each width.
/// </remarks>
/// <param name="Name">The quantity.</param>
/// <param name="Dimension">The number d of cells or coordinates.</param>
/// <param name="Half">Of intervals of 50 % [frames, d].</param>
/// <param name="Most">Of intervals of 90 % [frames, d].</param>
/// <param name="Path">The largest over all frames of intervals of 90 %, scaled [d].</param>
internal sealed record IntervalExcess(string Name, int Dimension, float[] Half, float[] Most, float[] Path)
{
    /// <summary>Creates one that truths are added to.</summary>
    /// <param name="name">The quantity.</param>
    /// <param name="dimension">The number d of cells or coordinates.</param>
    /// <param name="frames">The number of frames.</param>
    public static IntervalExcess Create(string name, int dimension, int frames)
    {
        var path = new float[dimension];
        Array.Fill(path, float.NegativeInfinity);
        return new(name, dimension, new float[checked(frames * dimension)], new float[frames * dimension], path);
    }

    /// <summary>Returns the excess of a truth.</summary>
    /// <param name="interval">Its interval.</param>
    /// <param name="truth">The truth.</param>
    /// <param name="least">The least value that it can have.</param>
    public static double Of(PredictionInterval interval, double truth, double least) =>
        interval.Low > least ? Math.Max(interval.Low - truth, truth - interval.High) : truth - interval.High;

    /// <summary>Adds a truth.</summary>
    /// <param name="frame">The scored frame, from 0.</param>
    /// <param name="component">The cell or coordinate.</param>
    /// <param name="half">Its interval of 50 %.</param>
    /// <param name="most">Its interval of 90 %.</param>
    /// <param name="truth">The truth.</param>
    public void Add(int frame, int component, PredictionInterval half, PredictionInterval most, double truth)
    {
        int at = frame * Dimension + component;
        double least = Quantity.LeastOf(Name), excess = Of(most, truth, least), scale = 0.5 * most.Width;
        Half[at] = (float)Of(half, truth, least);
        Most[at] = (float)excess;
        double scaled = excess == 0 ? 0 : excess / scale; // ∞ outside of an interval without width
        Path[component] = Math.Max(Path[component], (float)scaled);
    }
}
