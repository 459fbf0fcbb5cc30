using Rom.Numerics.Npz;

namespace Rom.Forecasting.Lifting;

/// <summary>
/// The covariance of latent states about a model's forecasts of them, by lead. Reads and writes
/// <c>forecast_variance.npz</c>.
/// </summary>
/// <param name="Dimension">The latent dimension r.</param>
/// <param name="LastSteps">The last step of each block of leads, from 1, ascending [B].</param>
/// <param name="Covariances">The covariance in each block, and then that of all later steps [B + 1, r, r].</param>
internal sealed record ForecastVariance(int Dimension, IReadOnlyList<int> LastSteps, double[] Covariances)
{
    /// <summary>The covariance of a block.</summary>
    /// <param name="block">The block, from 0; B is that of all later steps.</param>
    public ReadOnlySpan<double> Of(int block) =>
        Covariances.AsSpan(block * Dimension * Dimension, Dimension * Dimension);

    /// <summary>Writes last_step [B] (int64) and covariance [B + 1, r, r] (float64).</summary>
    /// <param name="path">The file.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public void Write(string path, bool compress)
    {
        using var file = NpzWriter.Create(path, compress);
        file.Add<long>("last_step", [.. LastSteps.Select(step => (long)step)], LastSteps.Count);
        file.Add<double>("covariance", Covariances, LastSteps.Count + 1, Dimension, Dimension);
        file.Commit();
    }

    /// <summary>Reads the covariances.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimension">The latent dimension r.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another experiment.</exception>
    public static ForecastVariance Read(string path, int dimension, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        long[] last = file.ReadInt64s("last_step");
        double[] covariances = file.ReadDoubles("covariance");
        long expected = (last.LongLength + 1) * dimension * dimension;
        bool isAscending = last.Prepend(0).Zip(last).All(pair => pair.First < pair.Second)
            && last.All(step => step <= int.MaxValue);
        if (covariances.LongLength != expected || !isAscending || !covariances.All(double.IsFinite))
        {
            throw new InvalidDataException(
                $"{path}: expected ascending steps, and for each and one more a finite matrix of {dimension} rows, "
                + $"found {last.Length} steps and {covariances.Length} numbers; delete the file and run again");
        }
        return new ForecastVariance(dimension, [.. last.Select(step => (int)step)], covariances);
    }
}
