using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>Memory that a stage cannot do without.</summary>
/// <param name="Need">What it needs for one run at a time; its option is a path from the configuration's root.</param>
/// <param name="MoreForEachRun">Bytes that each further run needs that is worked on at the same time.</param>
internal sealed record StageMemory(MemoryNeed Need, double MoreForEachRun = 0)
{
    /// <summary>Runs that may be worked on at once; 1 even where that is too many.</summary>
    /// <param name="machineBytes">Bytes of memory that the machine has.</param>
    public int RunsAtOnce(double machineBytes)
    {
        double further = Math.Max(0, machineBytes - Need.Bytes) / MoreForEachRun;
        return further < int.MaxValue - 1 ? 1 + (int)further : int.MaxValue; // also where none is needed: x / 0 = ∞
    }
}
