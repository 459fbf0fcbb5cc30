namespace Rom.Forecasting.Reduction;

/// <summary>Returns the values of a further field [T, ny, nx], which the next call may overwrite.</summary>
/// <param name="field">The field's name.</param>
internal delegate ReadOnlySpan<float> FieldReader(string field);
