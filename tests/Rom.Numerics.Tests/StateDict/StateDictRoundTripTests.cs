using FsCheck.Xunit;
using Rom.Numerics.StateDict;
using Rom.Numerics.Tests.Npz;

namespace Rom.Numerics.Tests.StateDict;

public class StateDictRoundTripTests
{
    [Fact]
    public void PyTorchsFile_IsRead()
    {
        var state = StateDictFile.Read(StateDict);
        Assert.Equal(
            ["lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.bias_ih_l0", "lstm.bias_hh_l0", "lstm.weight_ih_l1",
                "lstm.weight_hh_l1", "lstm.bias_ih_l1", "lstm.bias_hh_l1"],
            state.Select(tensor => tensor.Name).Where(name => name.StartsWith("lstm.", StringComparison.Ordinal)));
        Assert.Equal([96, 7], state[0].Shape);
        Assert.All(state,
            tensor => Assert.Equal(tensor.Shape.Aggregate(1, (product, n) => product * n), tensor.Values.Length));
        Assert.All(state, tensor => Assert.All(tensor.Values, value => Assert.InRange(value, -10f, 10f)));
    }

    [Fact]
    public void PyTorchsFile_WrittenAgain_IsTheSame()
    {
        var state = StateDictFile.Read(StateDict);
        using var file = new TemporaryFile();
        StateDictFile.Write(file.Path, state);
        AssertSame(state, StateDictFile.Read(file.Path));
        Assert.Single(file.FilesBeside);
    }

    [Property(MaxTest = 50)]
    public void AnyTensors_AreReadAsTheyWereWritten(float[] values, byte columns, bool alsoAScalar)
    {
        int width = columns % 5 + 1, rows = values.Length / width;
        var state = new List<NamedTensor> { new("größe.weight", [rows, width], values[..(rows * width)]) };
        if (alsoAScalar) state.Add(new("scalar", [], [float.NegativeInfinity]));
        using var file = new TemporaryFile();
        StateDictFile.Write(file.Path, state);
        AssertSame(state, StateDictFile.Read(file.Path));
    }

    [Fact]
    public void EqualTensors_GiveEqualBytes()
    {
        NamedTensor[] state = [new("a", [2], [1, 2])];
        using TemporaryFile first = new(), second = new();
        StateDictFile.Write(first.Path, state);
        StateDictFile.Write(second.Path, state);
        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(second.Path));
    }

    [Fact]
    public void ATensorWithAnotherNumberOfValuesThanItsShape_IsNotWritten()
    {
        using var file = new TemporaryFile();
        var error =
            Assert.Throws<ArgumentException>(() => StateDictFile.Write(file.Path, [new("a", [2, 2], [1, 2, 3])]));
        Assert.Contains("expected 4 values for its shape, found 3", error.Message);
        Assert.Empty(file.FilesBeside);
    }

    private static string StateDict => GoldenFile.At("lstm_state_dict.pt");

    private static void AssertSame(IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> found)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), found.Select(tensor => tensor.Name));
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Shape, found[i].Shape);
            Assert.Equal(expected[i].Values, found[i].Values);
        }
    }
}
