using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>The least memory of a stage.</summary>
/// <param name="Need">The need for one run at a time; its option is a path from the configuration's root.</param>
/// <param name="MoreForEachRun">Bytes for each further concurrent run.</param>
internal sealed record StageMemory(MemoryNeed Need, double MoreForEachRun = 0)
{
    /// <summary>Returns the number of concurrent runs that fit; at least 1, even where one run does not fit.</summary>
    /// <param name="machineBytes">Bytes of memory that the machine has.</param>
    public int RunsAtOnce(double machineBytes)
    {
        double further = Math.Max(0, machineBytes - Need.Bytes) / MoreForEachRun;
        return further < int.MaxValue - 1 ? 1 + (int)further : int.MaxValue; // also for a need of 0: x / 0 = ∞
    }
}
