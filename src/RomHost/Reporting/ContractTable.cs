using Rom.Testing;

namespace RomHost.Reporting;

/// <summary>What the checks of plugins found: a heading for each thing offered, and below it a line for each rule.</summary>
/// <param name="output">Where to.</param>
/// <param name="verbose">Whether the stacks of what plugins threw are shown.</param>
internal sealed class ContractTable(TextWriter output, bool verbose)
{
    private readonly int[] counts = new int[Enum.GetValues<ContractOutcome>().Length];
    private string heading = "";

    /// <summary>Whether a rule is broken.</summary>
    public bool IsBroken => counts[(int)ContractOutcome.Broken] > 0;

    /// <summary>Writes a line.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="check">The check.</param>
    /// <param name="result">What it found.</param>
    public void Add(string plugin, ContractCheck check, ContractResult result)
    {
        counts[(int)result.Outcome]++;
        string title = $"{plugin}: {check.Offer}";
        if (title != heading) output.WriteLine(heading = title);
        string outcome = result.Outcome switch
        {
            ContractOutcome.Holds => "holds",
            ContractOutcome.Broken => "BROKEN",
            _ => "not checked",
        };
        output.WriteLine($"  {outcome,-12} {check.Rule}");
        string reason = verbose && result.Thrown is { } thrown ? thrown.ToString() : result.Reason;
        foreach (string line in reason.Split('\n', StringSplitOptions.RemoveEmptyEntries)) output.WriteLine($"  {"",-12}   {line}");
    }

    /// <summary>Writes the sums.</summary>
    public void WriteSums() => output.WriteLine(
        $"{counts[(int)ContractOutcome.Holds]} hold, {counts[(int)ContractOutcome.Broken]} broken, {counts[(int)ContractOutcome.Unchecked]} not checked");
}
