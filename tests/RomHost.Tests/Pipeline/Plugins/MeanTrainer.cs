using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Plugins;

public sealed record MeanOptions
{
    /// <summary>The combined models; all before it by default.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}

/// <summary>Forecasts the mean of other models' forecasts.</summary>
internal sealed class MeanTrainer(MeanOptions options) : ICombiningTrainer
{
    public IReadOnlyList<string> Members => options.Members;

    public int Folds => 3;

    public IRomModel Train(
        LatentDataset data, IReadOnlyList<FittedMember> members, int start, TrainingContext context) =>
        new MeanModel([.. members.Select(member => member.Model)]);

    public IRomModel Load(string directory, IReadOnlyList<IRomModel> members) =>
        File.Exists(Path.Combine(directory, "mean.txt"))
            ? new MeanModel(members)
            : throw new InvalidDataException($"{directory}: expected mean.txt, found none");

    private sealed class MeanModel(IReadOnlyList<IRomModel> members) : IRomModel
    {
        public int Lag => members.Max(member => member.Lag);

        public int LatentDimension => members[0].LatentDimension;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            forecast.Clear();
            var own = new double[forecast.Length];
            foreach (var member in members)
            {
                member.Forecast(window[((Lag - member.Lag) * LatentDimension)..], steps, own);
                for (int i = 0; i < own.Length; i++) forecast[i] += own[i] / members.Count;
            }
        }

        public void Save(string directory) => File.WriteAllText(Path.Combine(directory, "mean.txt"), "");
    }
}
