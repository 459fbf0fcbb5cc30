using System.Diagnostics;

namespace Host.EndToEnd;

/// <summary>
/// The files as their other readers see them: NumPy, pandas and PyTorch open every one, and compute basis and forecasts again.
/// </summary>
public sealed class InteroperabilityTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void NumPyPandasAndPyTorch_ReadEveryFile_AndGetOurForecasts()
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not here");
        Assert.SkipUnless(Run("-c", "import numpy, pandas, torch").ExitCode == 0, $"{Python} lacks numpy, pandas or torch");
        var result = Run(Path.Combine(AppContext.BaseDirectory, "interoperability.py"), experiment.Root).Expect(0);
        Assert.Contains("forecast run_001 LSTM", result.Output);
    }

    private static HostResult Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new HostResult(process.ExitCode, output.Result, error);
    }
}
