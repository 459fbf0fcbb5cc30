using Rom.Abstractions;

namespace Rom.Analysis.Tests;

/// <summary>A model of two components and three lags whose forecasts do what a test says.</summary>
/// <param name="forecast">Called with the number of steps; what it returns fills the forecast.</param>
internal sealed class PlantedModel(Func<int, double> forecast) : IRomModel
{
    public int Lag => 3;

    public int LatentDimension => 2;

    public long ParameterCount => 1000;

    public long ParameterBytes { get; init; } = 4000;

    public ModelComplexity Complexity { get; } =
        new(4000, "O(N*p*d²)", "O(p*d²)", new Dictionary<string, long> { ["hidden_units"] = 64 });

    public IReadOnlyDictionary<string, double> Diagnostics { get; } = new Dictionary<string, double>();

    /// <summary>Number of forecasts so far, by their steps.</summary>
    public Dictionary<int, int> Calls { get; } = [];

    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> output)
    {
        Calls[steps] = Calls.GetValueOrDefault(steps) + 1;
        output.Fill(forecast(steps));
    }

    public void Save(string directory) => throw new NotSupportedException();
}
