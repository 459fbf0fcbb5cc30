using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Makes ensembles of a model that forecasts none: each member is the model's forecast plus the errors of a whole
/// forecast of another run, drawn with the same probability. Thread-safe where the model is.
/// </summary>
/// <remarks>
/// Dressing (Roulston and Smith, Tellus 55A, 2003, 16–30): it asks nothing of the model, whose forecast need not be a
/// closed loop. The spread of members depends on the lead, not on the window.
/// </remarks>
/// <param name="model">The model.</param>
/// <param name="errors">Errors of its forecasts.</param>
internal sealed class DressedEnsemble(IRomModel model, ErrorPaths errors) : IEnsembleSource
{
    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        ForecastArguments.CheckEnsemble(model, window, steps, members, ensemble);
        int length = steps * model.LatentDimension;
        var first = ensemble[..length];
        first.Clear(); // a model that leaves some out must not get those of another
        model.Forecast(window, steps, first);
        for (int m = members - 1; m >= 0; m--)
        {
            var random = new RandomStream(RandomStream.DeriveSeed(seed, (ulong)m));
            var member = ensemble.Slice(m * length, length);
            if (m > 0) first.CopyTo(member);
            errors.AddTo(member, random);
        }
    }
}
