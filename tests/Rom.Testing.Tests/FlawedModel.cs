using Rom.Abstractions;

namespace Rom.Testing.Tests;

internal sealed class FlawedModel(Flaw flaw, int lag, int dimension, double drift) : ILinearModel
{
    public const string FileName = "model.bin";
    public const string LogName = "log.csv";

    private readonly double[] shared = new double[dimension];
    private int forecasts;

    public int Lag => flaw == Flaw.LagTooLong ? lag + 1 : lag;

    public int LatentDimension => dimension;

    public long ParameterCount => flaw == Flaw.CountsTooManyParameters ? 1000 : 1;

    public long ParameterBytes => sizeof(double) * ParameterCount;

    public ModelComplexity Complexity => new(dimension, "O(1)", "O(d)", new Dictionary<string, long>());

    public IReadOnlyDictionary<string, double> Diagnostics => new Dictionary<string, double>();

    /// <summary>A_1 is the identity, the others are 0.</summary>
    public double[] CoefficientMatrices()
    {
        var matrices = new double[Lag * dimension * dimension];
        int newest = flaw == Flaw.ShowsOtherCoefficients ? (Lag - 1) * dimension * dimension : 0;
        for (int i = 0; i < dimension; i++) matrices[newest + i * dimension + i] = 1;
        return flaw == Flaw.ShowsTooFewCoefficients ? matrices[1..] : matrices;
    }

    public void Save(string directory)
    {
        File.WriteAllBytes(
            Path.Combine(directory, FileName), [.. BitConverter.GetBytes(dimension), .. BitConverter.GetBytes(drift)]);
        File.WriteAllText(
            Path.Combine(directory, LogName), flaw == Flaw.NamesALogWithoutEpochs ? "loss\n" : "epoch,train_loss\n");
    }

    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        if (flaw == Flaw.TakesAnyLength)
        {
            forecast.Clear();
            return;
        }
        if (flaw != Flaw.TakesNaN || !window.ContainsAny(double.NaN, double.PositiveInfinity, double.NegativeInfinity))
            ForecastArguments.Check(this, window, steps, forecast);
        double step = drift + (flaw == Flaw.RemembersTheLastForecast ? Interlocked.Increment(ref forecasts) : 0);
        // One thread's state while another thread uses it; a 'lock' is missing.
        Span<double> state = flaw == Flaw.SharesABuffer ? shared : stackalloc double[dimension];
        window[^dimension..].CopyTo(state);
        for (int k = 0; k < steps; k++)
        {
            if (flaw == Flaw.WritesOneStateOnly && k > 0) break;
            for (int i = 0; i < dimension; i++) state[i] += step;
            if (flaw == Flaw.SharesABuffer) Thread.Sleep(1); // long enough for another thread, on a busy machine too
            state.CopyTo(forecast[(k * dimension)..]);
        }
        if (flaw == Flaw.ChangesTheWindow) System.Runtime.InteropServices.MemoryMarshal.GetReference(window) = 0;
    }
}
