using System.Text;
using Rom.Numerics.Files;
using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>A process that works on an experiment, or did, as a file in <c>.claims</c> describes it.</summary>
/// <param name="Id">A number that no other process has; empty where the file is none of a process.</param>
/// <param name="Process">Its process number and start, on its machine.</param>
/// <param name="Machine">Its machine, since the machine's last start.</param>
/// <param name="Configuration">The digest of what it makes artifacts from.</param>
/// <param name="Work">The work under way; empty for none.</param>
/// <param name="Beat">The last time that it wrote its file, by the clock of the file system.</param>
internal sealed record WorkingProcess(
    string Id, ProcessMark? Process, string Machine, string Configuration, string Work, DateTime Beat)
{
    /// <summary>The most bytes of a file that are read.</summary>
    public const int MostBytes = 4096;

    /// <summary>
    /// The age at which a process that does not write its file counts as ended. It writes six times as often, and a
    /// process that is only held up finds its claims taken, and writes nothing more of them.
    /// </summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>
    /// This machine since its last start: after a restart it counts the times of its processes from zero. Containers
    /// number them by themselves.
    /// </summary>
    public static readonly string ThisMachine =
        $"{Environment.MachineName.Replace(' ', '_')}/{BootId()}/{new FileInfo("/proc/self/ns/pid").LinkTarget}";

    /// <summary>Describes this process.</summary>
    /// <param name="configuration">The digest of what it makes artifacts from.</param>
    public static WorkingProcess Current(string configuration) =>
        new(Guid.NewGuid().ToString("N"), ProcessMark.Current, ThisMachine, configuration, "", DateTime.UtcNow);

    /// <summary>Whether it has certainly ended.</summary>
    public bool HasEnded => Process is { } process && Machine == ThisMachine && !process.IsAlive;

    /// <summary>Whether it runs on this machine, perhaps suspended.</summary>
    public bool IsAliveHere => Process is { IsAlive: true } && Machine == ThisMachine;

    /// <summary>How far its work is; null where that is not known.</summary>
    public ProgressNote? Progress { get; init; }

    /// <summary>Its name in messages.</summary>
    public string Name => Process is { } process
        ? $"process {process.Id} of {Machine.Split('/')[0]}"
        : "an unknown process";

    /// <summary>
    /// Returns whether it has ended, or has not written its file for too long. A file of the future is not of a process
    /// at work, whose next beat has the present time.
    /// </summary>
    /// <param name="now">The present time by the clock of the file system.</param>
    public bool IsSilent(DateTime now) => HasEnded || (now - Beat).Duration() > LongestSilence;

    /// <summary>The text of its file.</summary>
    public string Text =>
        $"{Id} {Process} {Machine} {DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}\n{Configuration}\n{Work}\n{Progress?.Text}\n";

    /// <summary>Reads the file of a process, or a claim, which has the same content.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The process; null where there is no file, or none that may be read.</returns>
    public static WorkingProcess? Read(string path)
    {
        try
        {
            using var file = RegularFile.OpenRead(path, bufferSize: 0);
            byte[] bytes = new byte[MostBytes];
            int count = RandomAccess.Read(file.SafeFileHandle, bytes, 0);
            string[] lines = Encoding.UTF8.GetString(bytes, 0, count).Split('\n');
            var beat = File.GetLastWriteTimeUtc(file.SafeFileHandle);
            return lines[0].Split(' ') is [var id, var process, var machine, _] && lines.Length > 2
                ? new(id, ProcessMark.Parse(process), machine, lines[1], lines[2], beat)
                {
                    Progress = lines.Length > 3 ? ProgressNote.Parse(lines[3]) : null,
                }
                : new("", null, "", "", "", beat);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotRegularFileException)
        {
            return null;
        }
    }

    private static string BootId()
    {
        const string Path = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Path) ? File.ReadAllText(Path).Trim() : "";
    }
}
