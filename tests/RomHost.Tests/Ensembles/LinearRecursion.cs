using Rom.Abstractions;

namespace RomHost.Tests.Ensembles;

/// <summary>A linear recursion, y_k = Σ_j A_j y_(k−j).</summary>
/// <param name="coefficients">A_j [w, r, r], that of the newest state first.</param>
/// <param name="dimension">Latent dimension r.</param>
internal sealed class LinearRecursion(double[] coefficients, int dimension) : IRomModel
{
    public int Lag => coefficients.Length / dimension / dimension;

    public int LatentDimension => dimension;

    public long ParameterCount => coefficients.Length;

    public ModelComplexity Complexity => new(0, "", "", new Dictionary<string, long>());

    public void Save(string directory) => throw new NotSupportedException();

    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        for (int k = 0; k < steps; k++)
        {
            for (int row = 0; row < dimension; row++)
            {
                double sum = 0;
                for (int j = 1; j <= Lag; j++)
                {
                    var state = k >= j
                        ? forecast.Slice((k - j) * dimension, dimension)
                        : window.Slice((Lag + k - j) * dimension, dimension);
                    for (int column = 0; column < dimension; column++)
                        sum += coefficients[((j - 1) * dimension + row) * dimension + column] * state[column];
                }
                forecast[k * dimension + row] = sum;
            }
        }
    }
}
