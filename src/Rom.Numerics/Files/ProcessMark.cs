using System.Diagnostics;
using System.Globalization;

namespace Rom.Numerics.Files;

/// <summary>Tells a process from all others that this machine ran and will run: its number, and when it began.</summary>
/// <param name="Id">The process's number, which another one gets after its end.</param>
/// <param name="Began">When it began, on a clock of the system's that goes on until the machine starts again.</param>
internal readonly record struct ProcessMark(int Id, long Began)
{
    // Clock ticks of proc(5) are exact; times of day are not the same at every look.
    private static readonly long Tolerance = OperatingSystem.IsLinux() ? 0 : TimeSpan.FromSeconds(2).Ticks;

    /// <summary>This process.</summary>
    public static ProcessMark Current { get; } = new(Environment.ProcessId, BeginOf(Environment.ProcessId) ?? 0);

    /// <summary>Whether the process still runs.</summary>
    public bool IsAlive => BeginOf(Id) is { } began && Math.Abs(began - Began) <= Tolerance;

    /// <summary>The mark as it stands in names of files.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{Began}");

    /// <summary>Reads a mark.</summary>
    /// <param name="text">The mark as <see cref="ToString"/> gives it.</param>
    /// <returns>Null where it is none.</returns>
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
                // Field 22; the second one, the program's name in brackets, may hold anything. A zombie does nothing any more.
                string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
                string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : long.Parse(fields[22 - 3], CultureInfo.InvariantCulture);
            }
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException
            or System.ComponentModel.Win32Exception or FormatException or IndexOutOfRangeException)
        {
            return null; // it ended, or is another user's whose processes are hidden
        }
    }
}
