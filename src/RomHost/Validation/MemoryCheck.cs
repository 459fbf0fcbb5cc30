using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>Compares the memory that the stages need with that of the machine.</summary>
/// <param name="log">Receives the errors.</param>
/// <param name="machineMemory">Bytes of memory that the machine has.</param>
internal sealed class MemoryCheck(ValidationLog log, long machineMemory)
{
    private readonly List<StageMemory> needs = [];

    /// <summary>Runs that may be worked on at once.</summary>
    public int MostRunsAtOnce =>
        needs.Select(need => need.RunsAtOnce(machineMemory)).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>Adds the need of memory that a plugin states.</summary>
    /// <param name="section">Where its options stand: <c>Simulator</c>, say.</param>
    /// <param name="need">The need; null for none that is known.</param>
    /// <param name="isForEachRun">Whether each run that is worked on needs as much.</param>
    public void Add(string section, MemoryNeed? need, bool isForEachRun = false)
    {
        if (need is null) return;
        string option = need.Option.Length == 0 ? section : $"{section}.{need.Option}";
        needs.Add(new StageMemory(need with { Option = option }, isForEachRun ? need.Bytes : 0));
    }

    /// <summary>Adds the needs of the host's stages.</summary>
    /// <param name="memory">Their needs.</param>
    public void Add(ExperimentMemory memory) => needs.AddRange(memory.Stages());

    /// <summary>
    /// Adds an error for each option that asks for more than there is, with the largest of its needs.
    /// </summary>
    public void Check()
    {
        foreach (var ofOption in needs.Select(stage => stage.Need).GroupBy(need => need.Option))
        {
            string? refusal = ofOption.OrderByDescending(need => need.Bytes)
                .Select(need => need.RefusalWithin(machineMemory))
                .FirstOrDefault(found => found is not null);
            if (refusal is not null) log.Error(ofOption.Key, refusal);
        }
    }
}
