using System.Diagnostics;
using System.Globalization;

namespace Rom.Analysis;

/// <summary>Resident memory of this process [MiB].</summary>
/// <param name="CurrentMb">Now.</param>
/// <param name="PeakMb">At its highest so far.</param>
public readonly record struct ProcessMemory(double CurrentMb, double PeakMb)
{
    private const string StatusFile = "/proc/self/status";

    /// <summary>
    /// Reads both: VmRSS and VmHWM (the "high water mark") of proc(5) on Linux, where .NET's own peak would be what the
    /// process had at the time of asking; elsewhere what the system tells .NET.
    /// </summary>
    public static ProcessMemory Read()
    {
        if (OperatingSystem.IsLinux() && File.Exists(StatusFile))
        {
            string[] lines = File.ReadAllLines(StatusFile);
            if (Kilobytes(lines, "VmRSS:") is { } current && Kilobytes(lines, "VmHWM:") is { } peak)
            {
                // Both are sums of counters that lag behind a little, not by the same amount.
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
