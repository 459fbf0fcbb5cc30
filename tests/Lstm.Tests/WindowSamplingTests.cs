using Lstm.Inference;
using Lstm.LibTorch;
using Lstm.Training;
using Rom.Numerics.RandomNumbers;
using static TorchSharp.torch;

namespace Lstm.Tests;

/// <summary>Windows with predictions in them, against a loop over the inference network, state by state.</summary>
[Collection(LibTorchCollection.Name)]
public sealed class WindowSamplingTests
{
    private const int Count = 7;

    public WindowSamplingTests()
    {
        _ = Fixtures.LibTorchFolder;
        LibTorchLibrary.EnsureLoaded();
    }

    [Theory]
    [InlineData(5, true, true, 1.0)]
    [InlineData(5, true, true, 0.4)]
    [InlineData(4, false, false, 1.0)]
    [InlineData(3, true, false, 0.5)]
    [InlineData(2, false, true, 1.0)]
    [InlineData(1, true, true, 1.0)]
    public void Windows_EqualThoseOfTheInferenceNetwork(int lag, bool layerNorm, bool residual, double probability)
    {
        var architecture = new Architecture(3, lag, 6, 2, layerNorm, residual);
        var network = new LstmNetwork(architecture, RandomNetwork.StateOf(architecture, 4));
        float[] windows = RandomWindows(lag), found = Sampled(architecture, windows, probability);
        float[][] expected = ByHand(network, windows, probability);
        for (int window = 0; window < Count; window++)
        {
            for (int i = 0; i < lag * 3; i++) Assert.Equal(expected[window][i], found[window * lag * 3 + i], 1e-5f);
        }
    }

    [Fact]
    public void TheGivenWindows_StayAsTheyAre()
    {
        using var scope = NewDisposeScope();
        var architecture = new Architecture(3, 4, 6, 1, LayerNorm: true, Residual: true);
        using var module = RandomNetwork.ModuleOf(architecture, RandomNetwork.StateOf(architecture, 4));
        float[] windows = RandomWindows(4);
        var x = tensor(windows, [Count, 4, 3]);
        Assert.Same(x, WindowSampling.Apply(module, x, 0, new RandomStream(1), CancellationToken.None));
        Assert.NotSame(x, WindowSampling.Apply(module, x, 1, new RandomStream(1), CancellationToken.None));
        Assert.Equal(windows, x.data<float>().ToArray());
    }

    [Fact]
    public void Cancellation_EndsIt()
    {
        using var scope = NewDisposeScope();
        var architecture = new Architecture(3, 4, 6, 1, LayerNorm: true, Residual: true);
        using var module = RandomNetwork.ModuleOf(architecture, RandomNetwork.StateOf(architecture, 4));
        var x = tensor(RandomWindows(4), [Count, 4, 3]);
        Assert.Throws<OperationCanceledException>(
            () => WindowSampling.Apply(module, x, 1, new RandomStream(1), new CancellationToken(canceled: true)));
    }

    private static float[] RandomWindows(int lag)
    {
        var random = new RandomStream(8);
        return [.. Enumerable.Range(0, Count * lag * 3).Select(_ => (float)random.NextGaussian())];
    }

    private static float[] Sampled(Architecture architecture, float[] windows, double probability)
    {
        using var scope = NewDisposeScope();
        using var module = RandomNetwork.ModuleOf(architecture, RandomNetwork.StateOf(architecture, 4));
        var x = tensor(windows, [Count, architecture.Lag, 3]);
        var sampled = WindowSampling.Apply(module, x, probability, new RandomStream(2), CancellationToken.None);
        return sampled.data<float>().ToArray();
    }

    private static float[][] ByHand(LstmNetwork network, float[] windows, double probability)
    {
        int width = network.Lag * 3;
        float[][] sampled = [.. windows.Chunk(width)];
        var random = new RandomStream(2);
        for (int position = 1; position < network.Lag; position++)
        {
            foreach (float[] window in sampled)
            {
                if (random.NextDouble() >= probability) continue;
                var loop = new ClosedLoop(network, steps: 1, new float[network.ScratchLength]);
                var next = new float[3];
                for (int t = 0; t < network.Lag; t++)
                {
                    // The oldest state, again and again, and then those before this one.
                    int source = Math.Max(0, t - (network.Lag - position));
                    loop.Take(window.AsSpan(3 * source, 3), next);
                }
                next.CopyTo(window, 3 * position);
            }
        }
        return sampled;
    }
}
