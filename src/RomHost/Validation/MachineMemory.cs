namespace RomHost.Validation;

/// <summary>The memory that there is.</summary>
internal static class MachineMemory
{
    /// <summary>Bytes of the machine's memory, or of what a container or a limit leaves this process.</summary>
    public static long Bytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
