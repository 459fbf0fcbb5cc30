using Rom.Testing;

namespace RomHost.Reporting;

/// <summary>
/// Writes the results of contract checks: a heading for each offer of a plugin, and a line for each rule.
/// </summary>
/// <param name="output">The output.</param>
/// <param name="verbose">Whether stack traces of plugins' exceptions are shown.</param>
internal sealed class ContractTable(TextWriter output, bool verbose)
{
    private readonly int[] counts = new int[Enum.GetValues<ContractOutcome>().Length];
    private string heading = "";

    /// <summary>Whether any rule is broken.</summary>
    public bool IsBroken => counts[(int)ContractOutcome.Broken] > 0;

    /// <summary>Writes a line.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="check">The check.</param>
    /// <param name="result">The result of the check.</param>
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
        foreach (string line in reason.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            output.WriteLine($"  {"",-12}   {line}");
    }

    /// <summary>Writes the totals.</summary>
    public void WriteSums() => output.WriteLine(
        $"{counts[(int)ContractOutcome.Holds]} hold, {counts[(int)ContractOutcome.Broken]} broken, "
        + $"{counts[(int)ContractOutcome.Unchecked]} not checked");
}
