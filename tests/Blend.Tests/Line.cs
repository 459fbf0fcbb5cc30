using Rom.Abstractions;

namespace Blend.Tests;

/// <summary>A model with two coordinates that forecasts its newest state plus a slope at every step.</summary>
internal sealed class Line(double slope, int lag = 1) : IRomModel
{
    public int Lag => lag;

    public int LatentDimension => 2;

    public long ParameterCount => 1;

    public ModelComplexity Complexity => new(2, "O(N)", "O(d)", new Dictionary<string, long>());

    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        for (int i = 0; i < forecast.Length; i++) forecast[i] = window[^2..][i % 2] + (slope * ((i / 2) + 1));
    }

    public void Save(string directory)
    {
    }
}
