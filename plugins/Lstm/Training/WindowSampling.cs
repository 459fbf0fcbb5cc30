using Rom.Numerics.RandomNumbers;
using static TorchSharp.torch;

namespace Lstm.Training;

/// <summary>
/// Scheduled sampling inside the window: some states of the windows that the network is trained on are its own
/// predictions, as in a forecast. From the oldest state to the newest,
/// <code>
/// z̃_1 = z_1
/// z̃_p = f(z̃_1, …, z̃_1, z̃_2, …, z̃_(p−1))  with probability ε, else z_p        p = 2 … w
/// </code>
/// The states before z̃_p are fewer than w; the oldest is repeated, so that no prediction sees the state it replaces or
/// a later one. No gradient flows through a prediction: it is data.
/// </summary>
internal static class WindowSampling
{
    /// <summary>Replaces states of windows by predictions.</summary>
    /// <param name="module">The network f.</param>
    /// <param name="x">Windows [n, w, r]; not changed.</param>
    /// <param name="probability">Probability ε that a state is replaced.</param>
    /// <param name="random">Draws the states that are replaced.</param>
    /// <param name="cancellation">Ends the work before the next position.</param>
    /// <returns>Windows [n, w, r].</returns>
    public static Tensor Apply(
        LstmModule module, Tensor x, double probability, RandomStream random, CancellationToken cancellation)
    {
        if (probability == 0) return x;
        using var constant = no_grad();
        var sampled = x.clone();
        long lag = x.shape[1];
        for (long position = 1; position < lag; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            long[] drawn = Draw(x.shape[0], probability, random);
            if (drawn.Length == 0) continue;
            using var scope = NewDisposeScope();
            var windows = tensor(drawn);
            var prefix = sampled.narrow(1, 0, position).index_select(0, windows);
            var padding = prefix.narrow(1, 0, 1).expand(-1, lag - position, -1);
            sampled.select(1, position).index_copy_(0, windows, module.forward(cat([padding, prefix], 1)));
        }
        return sampled;
    }

    private static long[] Draw(long windows, double probability, RandomStream random)
    {
        var drawn = new List<long>();
        for (long window = 0; window < windows; window++)
        {
            if (random.NextDouble() < probability) drawn.Add(window);
        }
        return [.. drawn];
    }
}
