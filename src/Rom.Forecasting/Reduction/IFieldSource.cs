namespace Rom.Forecasting.Reduction;

/// <summary>Densities of many runs with further fields. Reading is thread-safe.</summary>
internal interface IFieldSource : IFrameSource
{
    /// <summary>Reads a further field of a run.</summary>
    /// <param name="run">The run, from 0.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="values">Receives its values [frames, ny, nx].</param>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    void ReadField(int run, string field, Span<float> values);
}
