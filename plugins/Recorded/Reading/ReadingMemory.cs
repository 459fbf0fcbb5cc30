using System.Globalization;
using Rom.Abstractions;

namespace Recorded.Reading;

/// <summary>Compares the memory that reading a recording takes with the machine's, before it is allocated.</summary>
internal static class ReadingMemory
{
    /// <summary>Bytes of a position or a velocity.</summary>
    public const double BytesOfPair = 2 * sizeof(double);

    /// <summary>Bytes of a particle's number.</summary>
    public const double BytesOfNumber = sizeof(int);

    /// <summary>
    /// Bytes of a frame: its time, its time since the first frame, and the index of its first sample.
    /// </summary>
    public const double BytesOfFrame = 2 * sizeof(double) + sizeof(int);

    private static readonly double MachineMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Returns why the machine has too little memory for a recording, or null.</summary>
    /// <param name="samples">Number of particles in all frames together.</param>
    /// <param name="bytes">Upper bound of the bytes.</param>
    public static string? RefusalOf(double samples, double bytes) => new MemoryNeed
    {
        Purpose = string.Create(
            CultureInfo.InvariantCulture, $"a recording of {samples:0} particles in all frames together"),
        Bytes = bytes,
        LongestArray = 2 * samples,
        Cure = "store fewer frames or particles in one file",
    }.RefusalWithin(MachineMemory);
}
