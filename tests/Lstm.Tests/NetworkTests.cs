using Lstm.Inference;
using Lstm.LibTorch;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;

namespace Lstm.Tests;

[Collection(LibTorchCollection.Name)]
public sealed class NetworkTests
{
    public static TheoryData<int, int, int, int, bool, bool> Architectures { get; } = new()
    {
        { 1, 1, 1, 1, false, false },
        { 1, 3, 7, 1, true, true },
        { 2, 12, 4, 2, true, true },
        { 3, 2, 13, 3, true, false },
        { 5, 4, 24, 2, false, true },
        { 7, 9, 33, 3, false, false },
        { 19, 5, 128, 2, true, true },
        { 40, 6, 100, 1, true, true },
    };

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Step_EqualsLibTorchs(int r, int lag, int units, int layers, bool layerNorm, bool residual)
    {
        _ = Fixtures.LibTorchFolder;
        LibTorchLibrary.EnsureLoaded();
        var architecture = new Architecture(r, lag, units, layers, layerNorm, residual);
        var state = RandomNetwork.StateOf(architecture, 11);
        var network = new LstmNetwork(architecture, state);
        for (ulong seed = 0; seed < 3; seed++)
        {
            var random = new RandomStream(seed);
            float[] window = [.. Enumerable.Range(0, lag * r).Select(_ => (float)random.NextGaussian())],
                next = new float[r];
            var loop = new ClosedLoop(network, steps: 1, new float[network.ScratchLength]);
            for (int t = 0; t < lag; t++) Assert.Equal(t == lag - 1, loop.Take(window.AsSpan(t * r, r), next));
            float[] expected = RandomNetwork.StepOfLibTorch(architecture, state, window);
            for (int i = 0; i < r; i++) Assert.Equal(expected[i], next[i], 1e-5f);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void AForecast_TakesAllItsWindowsAtOnce_WithTheBytesOfOneWindowAfterTheOther(
        int r, int lag, int units, int layers, bool layerNorm, bool residual)
    {
        var architecture = new Architecture(r, lag, units, layers, layerNorm, residual);
        var network = new LstmNetwork(architecture, RandomNetwork.StateOf(architecture, 5));
        var random = new RandomStream(9);
        float[][] states =
            [.. Enumerable.Range(0, 3 * lag + 2)
                .Select(_ => new float[r].Select(_ => (float)random.NextGaussian()).ToArray())];
        foreach (int steps in new[] { 1, 2, lag, states.Length - lag + 1 })
        {
            var all = new ClosedLoop(network, steps, new float[network.ScratchLength]);
            for (int t = 0, k = 0; k < steps; t++)
            {
                var (next, alone) = (new float[r], new float[r]);
                if (!all.Take(states[t], next)) continue;
                var one = new ClosedLoop(network, steps: 1, new float[network.ScratchLength]);
                for (int s = t - lag + 1; s <= t; s++) one.Take(states[s], alone);
                Assert.Equal(alone, next);
                k++;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void ParameterCount_IsThatOfTheTensors(int r, int lag, int units, int layers, bool layerNorm, bool residual)
    {
        var architecture = new Architecture(r, lag, units, layers, layerNorm, residual);
        Assert.Equal(
            RandomNetwork.StateOf(architecture, 1).Sum(tensor => (long)tensor.Values.Length),
            architecture.ParameterCount);
    }

    [Fact]
    public void AMissingTensor_AnotherShape_AForeignTensor_OrNaN_IsRefusedByName()
    {
        var architecture = new Architecture(2, 3, 4, 1, LayerNorm: true, Residual: true);
        var state = RandomNetwork.StateOf(architecture, 1);
        AssertRefused([.. state.Skip(1)], "lstm.weight_ih_l0");
        AssertRefused([state[0] with { Shape = [2, 16] }, .. state.Skip(1)], "(16, 2), found (2, 16)");
        AssertRefused([.. state, new NamedTensor("lstm.weight_ih_l1", [1], [0])], "lstm.weight_ih_l1");
        AssertRefused([.. state.SkipLast(1), state[^1] with { Values = [1, float.NaN] }], "out.bias");

        void AssertRefused(NamedTensor[] other, string word) =>
            Assert.Contains(
                word, Assert.Throws<InvalidDataException>(() => new LstmNetwork(architecture, other)).Message);
    }
}
