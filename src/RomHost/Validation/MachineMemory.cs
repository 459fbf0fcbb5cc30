namespace RomHost.Validation;

/// <summary>The memory of the machine.</summary>
internal static class MachineMemory
{
    /// <summary>
    /// Bytes of the machine's memory, or of the part that a container or a limit leaves to this process.
    /// </summary>
    public static long Bytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
