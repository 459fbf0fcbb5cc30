using Rom.Numerics.Ensembles;

namespace RomHost.Evaluation.Ensembles;

/// <summary>Records the intervals that an ensemble forecasts for one number, frame by frame. For one thread.</summary>
/// <param name="name">The name of the number.</param>
/// <param name="frames">The number of frames.</param>
/// <param name="calibration">The calibration of its quantity; null for none.</param>
/// <param name="component">Its place in the quantity.</param>
internal sealed class FanRecorder(string name, int frames, QuantityCalibration? calibration, int component)
{
    private readonly double[] values = new double[frames * EnsembleFan.Columns.Count];
    private int count;

    /// <summary>The factor, 1 or −1, and then the offset with which the numbers are written.</summary>
    public (double Factor, double Offset) Scale { get; set; } = (1, 0);

    /// <summary>Adds a frame.</summary>
    /// <param name="scored">The scored frame, from 0.</param>
    /// <param name="members">The number for each member [m], finite; sorted on return.</param>
    /// <param name="truth">The truth.</param>
    public void Add(int scored, Span<double> members, double truth)
    {
        var sorted = new SortedEnsemble(members);
        var (half, most) = (Interval(sorted, 0.5), Interval(sorted, 0.9));
        var to = values.AsSpan(count++ * EnsembleFan.Columns.Count, EnsembleFan.Columns.Count);
        to[0] = Scaled(truth);
        to[1] = Scaled(sorted.Quantile(0.5, QuantileRule.Exchangeable));
        Write(calibration is null ? half : calibration.Half(half, scored, component), to[2..4]);
        Write(calibration is null ? most : calibration.Most(most, scored, component), to[4..6]);
    }

    /// <summary>Returns what was recorded.</summary>
    public EnsembleFan Fan => new(name, calibration is not null, values);

    private static PredictionInterval Interval(SortedEnsemble sorted, double coverage) =>
        sorted.CentralInterval(coverage, QuantileRule.Exchangeable);

    private double Scaled(double value) => Scale.Factor * value + Scale.Offset;

    private void Write(PredictionInterval? interval, Span<double> ends)
    {
        double a = Scaled(interval?.Low ?? double.NaN), b = Scaled(interval?.High ?? double.NaN);
        (ends[0], ends[1]) = (Math.Min(a, b), Math.Max(a, b));
    }
}
