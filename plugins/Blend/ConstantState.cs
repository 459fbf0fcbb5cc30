using Rom.Abstractions;

namespace Blend;

/// <summary>A member that forecasts one state at every step.</summary>
/// <param name="state">The state [r].</param>
internal sealed class ConstantState(double[] state) : IRomModel
{
    /// <summary>The state [r].</summary>
    public ReadOnlySpan<double> State => state;

    /// <inheritdoc/>
    public int Lag => 1;

    /// <inheritdoc/>
    public int LatentDimension => state.Length;

    /// <inheritdoc/>
    public long ParameterCount => state.Length;

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; } = new(0, "O(N*d)", "O(d)", new Dictionary<string, long>());

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        for (int start = 0; start < forecast.Length; start += state.Length) state.CopyTo(forecast[start..]);
    }

    /// <summary>Writes nothing: the blend keeps the state.</summary>
    /// <param name="directory">The folder.</param>
    public void Save(string directory)
    {
    }
}
