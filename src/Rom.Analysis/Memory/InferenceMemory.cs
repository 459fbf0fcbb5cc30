using Rom.Abstractions;

namespace Rom.Analysis.Memory;

/// <summary>
/// The memory of a model while it forecasts. The process's figures describe one model only in a process that did
/// nothing else before: the host starts one for each. One MB is 2²⁰ bytes.
/// </summary>
/// <param name="LiveMb">Memory of the loaded model on the runtime's heap, after a collection.</param>
/// <param name="ResidentMb">
/// Growth of the process's resident memory, native libraries and their memory included.
/// </param>
/// <param name="BeforeMb">The process's resident memory before the model was loaded.</param>
/// <param name="PeakMb">The process's largest resident memory, after a trajectory was forecast.</param>
/// <param name="BytesPerStep">Bytes that a forecast of one step allocates on its thread.</param>
/// <param name="BytesPerTrajectory">Bytes that a forecast of a full trajectory allocates on its thread.</param>
public sealed record InferenceMemory(
    double LiveMb, double ResidentMb, double BeforeMb, double PeakMb, double BytesPerStep, double BytesPerTrajectory)
{
    private const double Megabyte = 1 << 20;

    // The first calls set up state that later ones use.
    private const int Warmups = 3;
    private const int Calls = 10;

    // A collection during a batch counts the rest of an allocation context, up to 8 KiB, as allocated: the smallest
    // batch has none.
    private const int Batches = 3;

    /// <summary>Loads a model and forecasts from the mean state: y = 0 in every frame of the window.</summary>
    /// <param name="load">Loads the model.</param>
    /// <param name="steps">Steps of a full trajectory, at least 1.</param>
    public static InferenceMemory Measure(Func<IRomModel> load, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        long heap = LiveBytes();
        var before = ProcessMemory.Read();
        var model = load();
        var window = new double[model.Lag * model.LatentDimension];
        var trajectory = new double[checked(steps * model.LatentDimension)];
        double perStep = Allocated(() => model.Forecast(window, 1, trajectory.AsSpan(0, model.LatentDimension)));
        double perTrajectory = Allocated(() => model.Forecast(window, steps, trajectory));
        long live = LiveBytes() - heap - sizeof(double) * (window.Length + (long)trajectory.Length);
        var after = ProcessMemory.Read();
        GC.KeepAlive(model);
        GC.KeepAlive(window);
        GC.KeepAlive(trajectory);
        (model as IDisposable)?.Dispose();
        return new InferenceMemory(
            Math.Max(0, live) / Megabyte, Math.Max(0, after.CurrentMb - before.CurrentMb), before.CurrentMb,
            after.PeakMb, perStep, perTrajectory);
    }

    // Objects that finalizers still hold from before would be released during the measurement and subtracted from the
    // model.
    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double Allocated(Action call)
    {
        for (int i = 0; i < Warmups; i++) call();
        return Enumerable.Range(0, Batches).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Calls; i++) call();
            return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
        });
    }
}
