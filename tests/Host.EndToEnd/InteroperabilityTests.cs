namespace Host.EndToEnd;

/// <summary>
/// The files as their other readers see them: NumPy, pandas and PyTorch open every one, and compute basis and forecasts
/// again.
/// </summary>
public sealed class InteroperabilityTests(TimedExperiment experiment)
{
    [Fact]
    public void NumPyPandasAndPyTorch_ReadEveryFile_AndGetOurForecasts()
    {
        Python.SkipWithout("numpy", "pandas", "torch");
        Assert.Contains(
            "forecast run_001 LSTM",
            Python.Output(Path.Combine(AppContext.BaseDirectory, "interoperability.py"), experiment.Root));
    }
}
