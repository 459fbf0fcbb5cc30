using Rom.Numerics.Regression;

namespace OpInf;

/// <summary>Adds rows to moments in blocks, which is faster than one at a time.</summary>
/// <param name="moments">The moments.</param>
internal sealed class MomentRows(RidgeMoments moments)
{
    private const int RowsAtOnce = 256;

    private readonly double[] x = new double[RowsAtOnce * moments.Inputs];
    private readonly double[] y = new double[RowsAtOnce * moments.Outputs];
    private int rows;

    /// <summary>The inputs of the next row [inputs].</summary>
    public Span<double> Inputs => x.AsSpan(rows * moments.Inputs, moments.Inputs);

    /// <summary>The outputs of the next row [outputs].</summary>
    public Span<double> Outputs => y.AsSpan(rows * moments.Outputs, moments.Outputs);

    /// <summary>Ends a row.</summary>
    public void End()
    {
        if (++rows == RowsAtOnce) Flush();
    }

    /// <summary>Adds the rows that are left.</summary>
    public void Flush()
    {
        moments.Add(x.AsSpan(0, rows * moments.Inputs), y.AsSpan(0, rows * moments.Outputs));
        rows = 0;
    }
}
