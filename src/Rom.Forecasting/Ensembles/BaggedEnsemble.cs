using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Spreads the members of an ensemble evenly over models that were trained on different samples of the runs, so that
/// they also differ by what the training runs leave open. Thread-safe where the models' ensembles are.
/// </summary>
/// <remarks>Bagging (Breiman, Machine Learning 24, 1996, 123–140), for a distribution rather than a mean.</remarks>
/// <param name="bags">What makes the ensemble of each model, at least two.</param>
internal sealed class BaggedEnsemble(IReadOnlyList<IEnsembleSource> bags) : IEnsembleSource
{
    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        int length = ensemble.Length / members, most = (members - 1) / bags.Count + 1;
        double[] states = new double[checked(Math.Max(2, most) * length)];
        for (int bag = 0; bag < bags.Count && bag < members; bag++)
        {
            // Members bag, bag + B, bag + 2 B, …; an ensemble has two at least.
            int count = (members - 1 - bag) / bags.Count + 1, drawn = Math.Max(2, count);
            var ofBag = states.AsSpan(0, drawn * length);
            ofBag.Clear(); // a model that leaves some out must not get those of another
            bags[bag].Forecast(window.ToArray(), steps, drawn, RandomStream.DeriveSeed(seed, (ulong)bag), ofBag);
            for (int k = 0; k < count; k++)
                ofBag.Slice(k * length, length).CopyTo(ensemble[((bag + k * bags.Count) * length)..]);
        }
    }
}
