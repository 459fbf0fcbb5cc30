using Lstm.LibTorch;
using Lstm.Training;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;
using static TorchSharp.torch;

namespace Lstm.Tests;

/// <summary>Against losses and gradients by PyTorch in double precision (Golden/loss.py).</summary>
[Collection(LibTorchCollection.Name)]
public sealed class TrainingLossTests
{
    private static readonly Architecture Shape =
        new(3, Lag: 4, HiddenUnits: 5, Layers: 2, LayerNorm: true, Residual: true);

    private readonly NpzReader golden = NpzReader.Open(Fixtures.Golden("loss.npz"));

    public TrainingLossTests()
    {
        _ = Fixtures.LibTorchFolder;
        LibTorchLibrary.EnsureLoaded();
    }

    [Fact]
    public void OneStep_EqualsPyTorchs() => AssertGolden("one_step", new LstmOptions());

    [Fact]
    public void TheWeightedClosedLoop_EqualsPyTorchs() =>
        AssertGolden("weighted", new LstmOptions { Kstep = 4, KstepWeight = golden.ReadScalar("weight") });

    [Fact]
    public void TheConvexClosedLoop_EqualsPyTorchs() =>
        AssertGolden("convex", new LstmOptions { Kstep = 4, KstepAlpha = golden.ReadScalar("alpha") });

    [Fact]
    public void AConvexShareOfNothing_IsOneStep() =>
        AssertGolden("one_step", new LstmOptions { Kstep = 4, KstepAlpha = 0 });

    [Fact]
    public void ACancelledLoop_Ends()
    {
        using var scope = NewDisposeScope();
        using var module = Module();
        var (x, y) = Windows();
        var cancelled = new CancellationToken(canceled: true);
        var loss = new TrainingLoss(new LstmOptions { Kstep = 4 }, new RandomStream(1), cancelled);
        Assert.Throws<OperationCanceledException>(() => loss.Of(module, x, y, epoch: 1));
    }

    [Fact]
    public void SamplingInTheWindow_LeavesTheLoopToPredictions_AndItsStatesAreConstants()
    {
        var closed = new LstmOptions { Kstep = 4, KstepAlpha = 0.3 };
        var sampling = closed with
        {
            ScheduledSampling = 1,
            ScheduledSamplingPlace = SamplingPlace.Window,
            ScheduledSamplingRamp = 1,
        };
        using var scope = NewDisposeScope();
        var (x, y) = Windows();
        using var module = Module();
        var sampled = WindowSampling.Apply(module, x, 1, new RandomStream(1), CancellationToken.None);
        Assert.NotEqual(x.data<float>().ToArray(), sampled.data<float>().ToArray());
        AssertSame(Result(closed, sampled, y, epoch: 1), Result(sampling, x, y, epoch: 2));
        // The ramp has not begun.
        AssertSame(Result(closed, x, y, epoch: 1), Result(sampling, x, y, epoch: 1));

        static void AssertSame((float Loss, float[] Gradient) expected, (float Loss, float[] Gradient) found)
        {
            Assert.Equal(expected.Loss, found.Loss);
            Assert.Equal(expected.Gradient, found.Gradient);
        }
    }

    private void AssertGolden(string name, LstmOptions options)
    {
        using var scope = NewDisposeScope();
        var (x, y) = Windows();
        var (loss, gradient) = Result(options, x, y, epoch: 1);
        Assert.Equal(golden.ReadScalar(name), loss, 1e-5);
        double[] expected = golden.ReadDoubles(name + "_gradient");
        Assert.Equal(expected.Length, gradient.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], gradient[i], 1e-5);
    }

    private (float Loss, float[] Gradient) Result(LstmOptions options, Tensor x, Tensor y, int epoch)
    {
        using var module = Module();
        var loss = new TrainingLoss(options, new RandomStream(1), CancellationToken.None).Of(module, x, y, epoch);
        loss.backward();
        var gradients = module.parameters().Select(weights => weights.grad!.data<float>().ToArray());
        return (loss.item<float>(), [.. gradients.SelectMany(gradient => gradient)]);
    }

    private (Tensor X, Tensor Y) Windows() => (Golden("x", 6, 4, 3), Golden("y", 6, 4, 3));

    private Tensor Golden(string name, params long[] shape) => tensor(golden.ReadSingles(name), shape);

    private LstmModule Module() => RandomNetwork.ModuleOf(
        Shape,
        [
            .. Shape.Tensors.Select(
                part => new NamedTensor(part.Name, part.Shape, golden.ReadSingles("state/" + part.Name))),
        ]);
}
