using System.Diagnostics;
using System.Globalization;

namespace Rom.Analysis;

/// <summary>Resident memory of this process [MiB].</summary>
/// <param name="CurrentMb">The current value.</param>
/// <param name="PeakMb">The highest value so far.</param>
public readonly record struct ProcessMemory(double CurrentMb, double PeakMb)
{
    private const string StatusFile = "/proc/self/status";

    /// <summary>
    /// Reads both: VmRSS and VmHWM (the "high water mark") of proc(5) on Linux, where .NET's own peak is the value at
    /// the time of asking; elsewhere the values that the system reports to .NET.
    /// </summary>
    public static ProcessMemory Read()
    {
        if (OperatingSystem.IsLinux() && File.Exists(StatusFile))
        {
            string[] lines = File.ReadAllLines(StatusFile);
            if (Kilobytes(lines, "VmRSS:") is { } current && Kilobytes(lines, "VmHWM:") is { } peak)
            {
                // Both are sums of counters that lag slightly behind, by different amounts.
                return new(current / 1024, Math.Max(peak, current) / 1024);
            }
        }
        using var process = Process.GetCurrentProcess();
        const double Megabyte = 1 << 20;
        return new(process.WorkingSet64 / Megabyte, process.PeakWorkingSet64 / Megabyte);
    }

    private static double? Kilobytes(string[] lines, string key)
    {
        string? line = lines.FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
        string? number = line?[key.Length..].Replace("kB", "", StringComparison.Ordinal);
        return double.TryParse(number, CultureInfo.InvariantCulture, out double value) ? value : null;
    }
}
