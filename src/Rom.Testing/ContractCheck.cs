namespace Rom.Testing;

/// <summary>Checks one rule for one offer of a plugin.</summary>
public sealed class ContractCheck
{
    private readonly Func<string?> findBreach;

    /// <summary>Creates a check.</summary>
    /// <param name="offer">The offer, such as <c>model mvar</c>.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="findBreach">Returns how the rule is broken, or null where it holds.</param>
    internal ContractCheck(string offer, string rule, Func<string?> findBreach) =>
        (Offer, Rule, this.findBreach) = (offer, rule, findBreach);

    /// <summary>The offer that is checked, such as <c>model mvar</c>.</summary>
    public string Offer { get; }

    /// <summary>The rule, as a sentence.</summary>
    public string Rule { get; }

    /// <summary>Tries the rule.</summary>
    /// <returns>The result; exceptions of the plugin are caught.</returns>
    public ContractResult Run()
    {
        try
        {
            return findBreach() is { } reason
                ? new ContractResult(ContractOutcome.Broken, reason)
                : ContractResult.Holds;
        }
        catch (UncheckedException e)
        {
            return new ContractResult(ContractOutcome.Unchecked, e.Message);
        }
        catch (Exception e)
        {
            return new ContractResult(
                ContractOutcome.Broken, $"{e.GetType().Name}: {ExceptionText.Message(e)}")
            { Thrown = e };
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Offer}: {Rule}";
}
