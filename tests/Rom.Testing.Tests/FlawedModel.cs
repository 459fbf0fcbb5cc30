using Rom.Abstractions;

namespace Rom.Testing.Tests;

internal sealed class FlawedModel(Flaw flaw, int lag, int dimension, double drift, bool isLoaded = false)
    : ILinearModel, IEnsembleForecaster
{
    public const string FileName = "model.bin";
    public const string LogName = "log.csv";

    private readonly double[] shared = new double[dimension];
    private int forecasts;
    private int ensembles;

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
        double step = drift + flaw switch
        {
            Flaw.RemembersTheLastForecast => Interlocked.Increment(ref forecasts),
            Flaw.ForecastsFromItsMembers => forecasts,
            _ => 0,
        };
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

    /// <summary>The forecast, moved by a number of the seed and the member.</summary>
    public void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        bool takesNaN = flaw == Flaw.TakesEnsemblesOfNaN && window.Contains(double.NaN);
        if (!takesNaN && (flaw != Flaw.TakesOneMember || members > 1))
            ForecastArguments.CheckEnsemble(this, window, steps, members, ensemble);
        int number = Interlocked.Increment(ref ensembles), length = steps * dimension;
        if (flaw == Flaw.IgnoresTheSeedOfMembers) seed = 0;
        if (flaw == Flaw.DrawsMembersAnew) seed += (ulong)number;
        if (flaw == Flaw.LoadsOtherMembers && isLoaded) seed++;
        if (flaw == Flaw.ForecastsFromItsMembers) forecasts = number;
        for (int m = 0; m < members; m++)
        {
            var member = ensemble.Slice(m * length, length);
            if (flaw == Flaw.ForgetsTheLastMember && m == members - 1) break;
            if (takesNaN) member.Fill(double.NaN);
            else Forecast(window, steps, member);
            double move = seed % 100 + (flaw == Flaw.RepeatsOneMember ? 0 : 0.1 * m);
            if (flaw == Flaw.SharesMembers)
            {
                shared[0] = move;
                Thread.Sleep(1);
                move = shared[0];
            }
            foreach (ref double value in member) value += move;
            if (flaw == Flaw.LosesAMember && m == 2) member.Fill(double.NaN);
        }
    }
}
