using System.Diagnostics;
using System.Globalization;

namespace Rom.Numerics.Files;

/// <summary>Identifies a process on this machine for all time: its id and its start time.</summary>
/// <param name="Id">The process id, which the system reuses after the process ends.</param>
/// <param name="Began">The start time, on a system clock that runs until the machine restarts.</param>
internal readonly record struct ProcessMark(int Id, long Began)
{
    // Clock ticks of proc(5) are exact; times of day differ slightly from one reading to the next.
    private static readonly long Tolerance = OperatingSystem.IsLinux() ? 0 : TimeSpan.FromSeconds(2).Ticks;

    /// <summary>The mark of this process.</summary>
    public static ProcessMark Current { get; } = new(Environment.ProcessId, BeginOf(Environment.ProcessId) ?? 0);

    /// <summary>Whether the process still runs.</summary>
    public bool IsAlive => BeginOf(Id) is { } began && Math.Abs(began - Began) <= Tolerance;

    /// <summary>Formats the mark for file names.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{Began}");

    /// <summary>Reads a mark.</summary>
    /// <param name="text">The mark as <see cref="ToString"/> gives it.</param>
    /// <returns>Null where the text is not a mark.</returns>
    public static ProcessMark? Parse(string text) =>
        text.Split('-') is [var id, var began]
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            && long.TryParse(began, NumberStyles.None, CultureInfo.InvariantCulture, out long time)
                ? new(number, time) : null;

    private static long? BeginOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Reads field 22; field 2, the program's name in parentheses, may contain anything. A zombie counts as
                // ended.
                string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
                string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : long.Parse(fields[22 - 3], CultureInfo.InvariantCulture);
            }
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException
            or UnauthorizedAccessException
            or System.ComponentModel.Win32Exception or FormatException or IndexOutOfRangeException)
        {
            return null; // the process ended, or belongs to a user whose processes are hidden
        }
    }
}
