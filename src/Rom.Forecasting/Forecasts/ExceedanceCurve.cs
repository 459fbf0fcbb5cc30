namespace Rom.Forecasting.Forecasts;

/// <summary>How much of the domain exceeds a density, over the steps of an ensemble.</summary>
/// <param name="Probability">The share of the members in which some cell exceeds it [steps].</param>
/// <param name="Share">The share of the cells that exceed it, on average over the members [steps].</param>
internal sealed record ExceedanceCurve(double[] Probability, double[] Share)
{
    /// <summary>Computes the curves of thresholds, the same on any number of threads.</summary>
    /// <param name="forecast">The ensemble, whose finite members count.</param>
    /// <param name="thresholds">The densities, compared in single precision, in which members are stored.</param>
    public static ExceedanceCurve[] Of(RomEnsembleForecast forecast, IReadOnlyList<double> thresholds)
    {
        int steps = forecast.Times.Length;
        float[] limits = [.. thresholds.Select(one => (float)one)];
        var members = new int[limits.Length * steps];
        var cells = new long[limits.Length * steps];
        Parallel.ForEach(forecast.FiniteMembers, member => forecast.Lift(member, (step, density) =>
        {
            for (int t = 0; t < limits.Length; t++)
            {
                int above = 0;
                foreach (float value in density) above += value > limits[t] ? 1 : 0;
                if (above == 0) continue;
                Interlocked.Increment(ref members[t * steps + step]);
                Interlocked.Add(ref cells[t * steps + step], above);
            }
        }));
        double all = forecast.FiniteMembers.Count, allCells = all * forecast.Grid.CellCount;
        return
        [
            .. limits.Select((_, t) => new ExceedanceCurve(
                [.. members.Skip(t * steps).Take(steps).Select(count => count / all)],
                [.. cells.Skip(t * steps).Take(steps).Select(count => count / allCells)])),
        ];
    }
}
