using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;

namespace Lstm.Tests;

/// <summary>Against a network, its weights and 60 closed-loop steps made with PyTorch.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Forecast_FromPyTorchsWeights_EqualsPyTorchs()
    {
        using var golden = NpzReader.Open(Fixtures.Golden("lstm.npz"));
        var architecture = new Architecture(7, 5, 24, 2, LayerNorm: true, Residual: true);
        var model = new LstmModel(
            architecture, new Normalization(golden.ReadDoubles("input_mean"), golden.ReadDoubles("input_std")),
            StateDictFile.Read(Fixtures.Golden("lstm_state_dict.pt")), []);
        double[] expected = golden.ReadDoubles("forecast"), forecast = new double[expected.Length];
        model.Forecast(golden.ReadDoubles("window"), 60, forecast);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], forecast[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
        Assert.Equal((long)golden.ReadScalar("parameter_count"), model.ParameterCount);
    }

    [Fact]
    public void ParameterCount_OfTheThesisNetwork() =>
        Assert.Equal(211_091, new Architecture(19, 5, 128, 2, LayerNorm: true, Residual: true).ParameterCount);
}
