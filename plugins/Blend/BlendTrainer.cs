using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Blend;

/// <summary>Fits the weights of each block of leads to forecasts of runs that the members did not know.</summary>
/// <param name="options">The options.</param>
internal sealed class BlendTrainer(BlendOptions options) : ICombiningTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Members => options.Members;

    /// <inheritdoc/>
    public int Folds => options.Folds;

    /// <inheritdoc/>
    public IRomModel Train(
        LatentDataset data, IReadOnlyList<FittedMember> members, int start, TrainingContext context)
    {
        int longest = Enumerable.Range(0, data.RunCount).Max(data.FrameCount) - start;
        if (longest < 1)
        {
            throw new ArgumentException(
                $"expected runs of more than {start} frames, the members' longest window, the longest has "
                + $"{longest + start}; train on longer runs, or lower the members' lag");
        }
        if (options.Climatology) members = [.. members, Climatology(data, start)];
        int[] firstLeads = LeadBlocks.FirstLeads(longest);
        var weights = new double[firstLeads.Length * members.Count];
        double error = 0, least = 0;
        bool[] isUsable = [.. Enumerable.Repeat(true, members.Count)];
        for (int block = 0; block < firstLeads.Length; block++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int end = block + 1 < firstLeads.Length ? firstLeads[block + 1] : longest + 1;
            double[] products = ErrorProducts(data, members, start, firstLeads[block], end);
            // A forecast that is lost stays lost: its member has no weight from here on.
            for (int m = 0; m < members.Count; m++)
            {
                if (!isUsable[m] || double.IsFinite(products[(m * members.Count) + m])) continue;
                isUsable[m] = false;
                context.Warnings?.Report(
                    $"{members[m].Name} has no weight from step {firstLeads[block]} on: its forecast of a run that it "
                    + "did not know is not finite there");
            }
            if (!isUsable.AsSpan(0, options.Climatology ? isUsable.Length - 1 : isUsable.Length).Contains(true))
                throw new TrainingDivergedException($"no member's forecasts are finite at step {firstLeads[block]}");
            double[] own = WeightsOf(products, isUsable);
            own.CopyTo(weights, block * members.Count);
            error += Quadratic(products, own);
            least += LeastError(products, isUsable);
        }
        return new BlendModel(
            firstLeads, weights, [.. members.Select(member => member.Model)],
            new BlendReport(least > 0 ? error / least : double.NaN));
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory, IReadOnlyList<IRomModel> members) => BlendFile.Read(directory, members);

    // Of the runs but the one that is forecast, as members do not know it either.
    private static FittedMember Climatology(LatentDataset data, int start)
    {
        var trajectories = new Trajectories(data.Dimension, data.RunCount, data.Run);
        var quarters = new LastQuarters(trajectories);
        double[] mean = LastQuarters.MeanOf(trajectories), others = new double[data.Dimension];
        double[][] rollouts = [.. Enumerable.Range(0, data.RunCount).Select(run =>
        {
            var rollout = new double[Math.Max(0, data.FrameCount(run) - start) * data.Dimension];
            double[] state = quarters.TryMeanWithout(run, others) ? others : mean;
            for (int at = 0; at < rollout.Length; at += state.Length) state.CopyTo(rollout, at);
            return rollout;
        })];
        return new FittedMember("climatology", new ConstantState(mean), rollouts);
    }

    // Of the best member's error: one that drifts must not pull weight from all others to itself.
    private double[] WeightsOf(double[] products, bool[] isUsable)
    {
        int n = isUsable.Length;
        double[] q = [.. products];
        double least = LeastError(products, isUsable);
        for (int m = 0; m < n; m++) q[(m * n) + m] += options.Shrinkage * least;
        return ConvexWeights.Of(q, n, isUsable);
    }

    private static double LeastError(double[] products, bool[] isUsable) =>
        Enumerable.Range(0, isUsable.Length).Where(m => isUsable[m]).Min(m => products[(m * isUsable.Length) + m]);

    // Σ e_m · e_n over the leads of a block and all runs [members, members]; the modes are orthonormal, so this is the
    // squared error of the field before lifting.
    private static double[] ErrorProducts(
        LatentDataset data, IReadOnlyList<FittedMember> members, int start, int first, int end)
    {
        // The density's modes alone: no other channel is lifted.
        int dimension = data.Dimension, r = data.Channels[0].Length, n = members.Count;
        var products = new double[n * n];
        double[][] errors = [.. members.Select(_ => new double[r])];
        for (int run = 0; run < data.RunCount; run++)
        {
            int last = Math.Min(end, data.FrameCount(run) - start + 1);
            for (int lead = first; lead < last; lead++)
            {
                var truth = data.State(run, start + lead - 1);
                for (int m = 0; m < n; m++)
                {
                    var forecast = members[m].Rollout(run).Slice((lead - 1) * dimension, r);
                    for (int i = 0; i < r; i++) errors[m][i] = forecast[i] - truth[i];
                    for (int k = 0; k <= m; k++)
                        products[(m * n) + k] += TensorPrimitives.Dot<double>(errors[m], errors[k]);
                }
            }
        }
        for (int m = 0; m < n; m++)
        {
            for (int k = 0; k < m; k++) products[(k * n) + m] = products[(m * n) + k];
        }
        return products;
    }

    private static double Quadratic(double[] q, double[] w)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            for (int j = 0; j < w.Length; j++)
            {
                if (w[i] > 0 && w[j] > 0) sum += w[i] * q[(i * w.Length) + j] * w[j];
            }
        }
        return sum;
    }
}
