using System.Diagnostics;
using System.Reflection;

namespace Planted;

/// <summary>A process beside the measuring one that computes and rests in turn.</summary>
internal static class Neighbour
{
    /// <summary>Starts the process.</summary>
    public static Process Start()
    {
        string host = Environment.ProcessPath!;
        bool isRuntime = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] program = isRuntime ? [Assembly.GetEntryAssembly()!.Location] : [];
        return Process.Start(new ProcessStartInfo(host, [.. program, "neighbour"]))!;
    }

    /// <summary>
    /// Alternates bursts and rests of up to 50 ms on as many threads as there are processors, until the process is
    /// ended.
    /// </summary>
    public static void Disturb() => Parallel.For(0, Environment.ProcessorCount, thread =>
    {
        var random = new Random(thread);
        while (true)
        {
            var watch = Stopwatch.StartNew();
            double burst = 50 * random.NextDouble();
            while (watch.Elapsed.TotalMilliseconds < burst)
            {
            }
            Thread.Sleep(random.Next(50));
        }
    });
}
