using System.Numerics.Tensors;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// What the modes leave out of one snapshot, x − μ − U·Uᵀ(x − μ), in sixteen bits a cell: rounded by at most a
/// 65,000th of its largest value. Ensembles keep those of hundreds of runs.
/// </summary>
/// <param name="Values">The multiples [cells].</param>
/// <param name="Step">The number of which they are multiples; not finite where a value was not.</param>
internal readonly record struct ProjectionError(ReadOnlyMemory<short> Values, float Step)
{
    /// <summary>Rounds a projection error.</summary>
    /// <param name="error">The error [cells].</param>
    /// <param name="values">Receives the multiples [cells], and is part of what is returned.</param>
    public static ProjectionError Of(ReadOnlySpan<float> error, Memory<short> values)
    {
        float step = MathF.Abs(TensorPrimitives.MaxMagnitude(error)) / short.MaxValue;
        var rounded = values.Span;
        // A subnormal step has few digits, and an error that is as small counts as none.
        if (!float.IsNormal(step))
        {
            rounded.Clear();
            return new(values, float.IsFinite(step) ? 0 : float.NaN);
        }
        for (int c = 0; c < error.Length; c++) rounded[c] = (short)MathF.Round(error[c] / step);
        return new(values, step);
    }

    /// <summary>Adds the error to a snapshot.</summary>
    /// <param name="snapshot">The snapshot [cells].</param>
    public void AddTo(Span<double> snapshot)
    {
        var values = Values.Span;
        for (int c = 0; c < snapshot.Length; c++) snapshot[c] += (double)Step * values[c];
    }
}
