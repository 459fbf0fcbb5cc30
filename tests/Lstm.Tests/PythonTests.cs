using System.Globalization;

namespace Lstm.Tests;

/// <summary>PyTorch itself reads the saved files and forecasts the same.</summary>
public sealed class PythonTests
{
    // Uses NumPy and PyTorch only, no code of this project.
    private const string Program = """
        import sys, numpy, torch
        folder, steps = sys.argv[1], int(sys.argv[2])
        torch.set_num_threads(1)
        facts = numpy.load(folder + "/lstm_normalization.npz")
        r, h, layers = (int(facts[k]) for k in ("latent_dim", "hidden_units", "num_layers"))
        net = torch.nn.Module()
        net.lstm = torch.nn.LSTM(r, h, layers, batch_first=True)
        if facts["use_layer_norm"]: net.layer_norm = torch.nn.LayerNorm(h)
        net.out = torch.nn.Linear(h, r)
        net.load_state_dict(torch.load(folder + "/lstm_state_dict.pt", weights_only=True))
        window = numpy.loadtxt(folder + "/window.txt").reshape(int(facts["lag"]), r)
        x = torch.tensor((window - facts["input_mean"]) / facts["input_std"], dtype=torch.float32)[None]
        with torch.no_grad():
            for _ in range(steps):
                y = net.lstm(x)[0][:, -1]
                if facts["use_layer_norm"]: y = net.layer_norm(y)
                y = net.out(y) + (x[:, -1] if facts["residual"] else 0)
                x = torch.cat([x[:, 1:], y[:, None]], 1)
                print(*(y[0].double().numpy() * facts["input_std"] + facts["input_mean"]))
        """;

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void PyTorch_ReadsTheFiles_AndForecastsTheSame(bool layerNorm, bool residual)
    {
        Python.SkipWithout("numpy", "torch");
        using var folder = new TestFolder();
        var model = RandomNetwork.Model(new Architecture(4, 3, 10, 2, layerNorm, residual), 5);
        model.Save(folder.Path);
        double[] window = RandomNetwork.Window(model, 6), forecast = ForecastTests.Forecast(model, window, 12);
        File.WriteAllLines(
            folder.Combine("window.txt"), window.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        double[] expected =
            [.. Python.Output("-c", Program, folder.Path, "12")
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Assert.Equal(expected.Length, forecast.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], forecast[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
    }
}
