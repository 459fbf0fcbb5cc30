namespace Rom.Testing;

/// <summary>One rule, for one thing that a plugin offers.</summary>
public sealed class ContractCheck
{
    private readonly Func<string?> findBreach;

    /// <summary>Makes a check.</summary>
    /// <param name="offer">What is checked: <c>model mvar</c>, say.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="findBreach">Says how the rule is broken, or null where it holds.</param>
    internal ContractCheck(string offer, string rule, Func<string?> findBreach) =>
        (Offer, Rule, this.findBreach) = (offer, rule, findBreach);

    /// <summary>What is checked: <c>model mvar</c>, say.</summary>
    public string Offer { get; }

    /// <summary>The rule, as a sentence.</summary>
    public string Rule { get; }

    /// <summary>Tries the rule.</summary>
    /// <returns>What was found; nothing that the plugin throws comes out of here.</returns>
    public ContractResult Run()
    {
        try
        {
            return findBreach() is { } reason ? new ContractResult(ContractOutcome.Broken, reason) : ContractResult.Holds;
        }
        catch (UncheckedException e)
        {
            return new ContractResult(ContractOutcome.Unchecked, e.Message);
        }
        catch (Exception e)
        {
            return new ContractResult(ContractOutcome.Broken, $"{e.GetType().Name}: {ExceptionText.Message(e)}") { Thrown = e };
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Offer}: {Rule}";
}
