using System.Runtime.InteropServices;
using Rom.Abstractions;

namespace SharedTests;

/// <summary>Forecasts of one window are the same to the bit, whoever makes them.</summary>
internal static class ForecastBytes
{
    /// <summary>Checks forecasts from many threads, and that a forecast allocates nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Runs, of whose first the window is taken.</param>
    public static void AreThoseOfManyThreads(IRomModel model, LatentDataset data)
    {
        const int Steps = 200;
        int length = Steps * model.LatentDimension;
        double[] expected = new double[length], again = new double[length];
        model.Forecast(data.Window(0, model.Lag, model.Lag), Steps, expected);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(data.Window(0, model.Lag, model.Lag), Steps, again);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Parallel.For(0, 64, _ =>
        {
            var forecast = new double[length];
            model.Forecast(data.Window(0, model.Lag, model.Lag), Steps, forecast);
            Assert.True(MemoryMarshal.AsBytes<double>(expected).SequenceEqual(MemoryMarshal.AsBytes<double>(forecast)));
        });
    }

    /// <summary>Checks forecasts of a saved and loaded model, its diagnostics, and what it is saved to again.</summary>
    /// <param name="model">The model.</param>
    /// <param name="trainer">Its trainer.</param>
    /// <param name="data">Runs, of whose first the window is taken.</param>
    /// <param name="file">The model's file, in a folder that exists.</param>
    /// <returns>The loaded model.</returns>
    public static IRomModel AreThoseOfASavedModel(
        IRomModel model, IRomModelTrainer trainer, LatentDataset data, string file)
    {
        const int Steps = 90;
        string folder = Path.GetDirectoryName(file)!;
        model.Save(folder);
        byte[] bytes = File.ReadAllBytes(file);
        var loaded = trainer.Load(folder);
        int length = Steps * model.LatentDimension;
        double[] first = new double[length], second = new double[length];
        model.Forecast(data.Window(0, model.Lag, model.Lag), Steps, first);
        loaded.Forecast(data.Window(0, model.Lag, model.Lag), Steps, second);
        Assert.True(MemoryMarshal.AsBytes<double>(first).SequenceEqual(MemoryMarshal.AsBytes<double>(second)));
        Assert.Equal(model.Diagnostics, loaded.Diagnostics);
        loaded.Save(folder);
        Assert.Equal(bytes, File.ReadAllBytes(file));
        return loaded;
    }
}
