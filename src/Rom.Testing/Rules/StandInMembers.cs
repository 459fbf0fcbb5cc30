using Rom.Abstractions;

namespace Rom.Testing.Rules;

/// <summary>
/// Gives a trainer that combines models two members to be tried with: the newest state held, and half of it.
/// </summary>
/// <param name="inner">The trainer.</param>
internal sealed class StandInMembers(ICombiningTrainer inner) : IRomModelTrainer
{
    private static readonly string[] Names = ["HOLD", "HALF"];

    /// <inheritdoc/>
    public int MaxLag => 1;

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context) => inner.Train(
        data,
        [
            .. Members().Select((member, m) => new FittedMember(
                Names[m], member,
                [.. Enumerable.Range(0, data.RunCount).Select(run => Rollout(member, data, run))])),
        ],
        start: 1, context);

    /// <inheritdoc/>
    public IRomModel Load(string directory) => inner.Load(directory, Members());

    private static Scaled[] Members() => [new(1), new(0.5)];

    private static double[] Rollout(Scaled member, LatentDataset data, int run)
    {
        var forecast = new double[(data.FrameCount(run) - 1) * data.Dimension];
        member.Forecast(data.Window(run, 1, 1), data.FrameCount(run) - 1, forecast);
        return forecast;
    }

    private sealed class Scaled(double factor) : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => LatentExample.Dimension;

        public long ParameterCount => 0;

        public ModelComplexity Complexity => new(LatentDimension, "O(N)", "O(d)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            ForecastArguments.Check(this, window, steps, forecast);
            for (int i = 0; i < forecast.Length; i++) forecast[i] = factor * window[i % LatentDimension];
        }

        public void Save(string directory)
        {
        }
    }
}
