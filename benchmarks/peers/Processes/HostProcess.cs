using System.Diagnostics;

namespace Peers.Processes;

/// <summary>Runs <c>romhost</c> as its users do.</summary>
internal static class HostProcess
{
    /// <summary>Runs the host to its end.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>Wall time, the process's peak memory, and its own processor time.</returns>
    /// <exception cref="InvalidOperationException">The host failed.</exception>
    public static (TimeSpan Wall, long PeakBytes, TimeSpan Processor) Run(params IEnumerable<string> arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Installation.Host, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        var processor = TimeSpan.Zero;
        // The kernel's own figures, polled until the process ends.
        while (!process.WaitForExit(2))
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            processor = ProcessorTime(process) ?? processor;
        }
        var wall = Stopwatch.GetElapsedTime(start);
        output.Wait();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"romhost {string.Join(' ', arguments)} failed:\n{errors.Result}");
        return (wall, peak, processor);
    }

    private static TimeSpan? ProcessorTime(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null; // it has ended
        }
    }

    private static long HighWaterMark(int id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/status")
                .FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
