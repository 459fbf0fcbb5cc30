using Rom.Abstractions;

namespace Rom.Testing.Rules;

/// <summary>The rules of <see cref="IEnsembleForecaster"/>.</summary>
/// <param name="model">The model.</param>
internal sealed class EnsembleRules(IEnsembleForecaster model)
{
    private const int Members = 8;

    private readonly double[] window = LatentExample.Window(model);

    /// <summary>The number of values of an ensemble of the rules.</summary>
    private int Length => Members * ModelRules.Steps * model.LatentDimension;

    /// <summary>
    /// Returns that members are no function of window and seed, or do not differ; null where all holds.
    /// </summary>
    public string? Breach()
    {
        double[] given = [.. window], point = ModelRules.Forecast(model, window, ModelRules.Steps);
        double[] ensemble = Forecast(ModelRules.Seed);
        if (!window.AsSpan().SequenceEqual(given)) return "the window was changed";
        if (Array.FindIndex(ensemble, value => !double.IsFinite(value)) is >= 0 and var at)
            return $"expected finite members, found {ensemble[at]}";
        if (!ModelRules.Forecast(model, window, ModelRules.Steps).AsSpan().SequenceEqual(point))
            return "the forecast of the same window differs after an ensemble";
        if (!Forecast(ModelRules.Seed, filler: 1).AsSpan().SequenceEqual(ensemble))
            return "the same seed gave other members the second time, into a buffer that held other values";
        if (Forecast(ModelRules.Seed + 1).AsSpan().SequenceEqual(ensemble))
            return "another seed gave the same members";
        var members = ensemble.Chunk(Length / Members);
        return members.Skip(1).All(member => member.AsSpan().SequenceEqual(ensemble.AsSpan(0, member.Length)))
            ? $"expected members that differ, found {Members} equal ones"
            : null;
    }

    /// <summary>Returns that arguments which do not fit are taken; null where all are refused.</summary>
    public string? NotRefused()
    {
        double[] broken = [.. window];
        broken[^1] = double.NaN;
        int steps = ModelRules.Steps, ofMember = Length / Members;
        return NotRefused("a window that is one value short", window[1..], steps, Members, Length)
            ?? NotRefused("a window with NaN", broken, steps, Members, Length)
            ?? NotRefused("a buffer that is one member short", window, steps, Members, Length - ofMember)
            ?? NotRefused("a buffer that is one member long", window, steps, Members, Length + ofMember)
            ?? NotRefused("an ensemble of one member", window, steps, 1, ofMember)
            ?? NotRefused("an ensemble of no steps", window, 0, Members, 0);
    }

    /// <summary>Returns the members of a model's window [m, steps, r]; none where it forecasts no ensemble.</summary>
    /// <param name="model">The model.</param>
    public static double[] Ensemble(IRomModel model) =>
        model is IEnsembleForecaster forecaster ? new EnsembleRules(forecaster).Forecast(ModelRules.Seed) : [];

    private string? NotRefused(string what, double[] from, int steps, int members, int values) =>
        ModelRules.NotRefused(
            what, () => model.ForecastEnsemble(from, steps, members, ModelRules.Seed, new double[values]),
            nameof(ForecastArguments.CheckEnsemble));

    private double[] Forecast(ulong seed, double filler = 0)
    {
        var ensemble = new double[Length];
        Array.Fill(ensemble, filler);
        model.ForecastEnsemble(window, ModelRules.Steps, Members, seed, ensemble);
        return ensemble;
    }
}
