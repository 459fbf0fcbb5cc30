namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Innovations of one run, one after the other from a place on; after the last one the first follows.
/// </summary>
/// <param name="values">The innovations of all runs [count, r].</param>
/// <param name="dimension">Latent dimension r.</param>
/// <param name="first">The first innovation of the run.</param>
/// <param name="end">The end of the run.</param>
/// <param name="at">The place.</param>
internal struct InnovationBlock(double[] values, int dimension, int first, int end, int at)
{
    private int at = at;

    /// <summary>Returns the next innovation [r].</summary>
    public ReadOnlySpan<double> Next()
    {
        var innovation = values.AsSpan(at * dimension, dimension);
        at = at + 1 < end ? at + 1 : first;
        return innovation;
    }
}
