using Rom.Testing;

namespace PluginIdentifier.Tests;

/// <summary>Checks the contract of plugins, as romhost plugins verify does on the compiled plugin.</summary>
public sealed class ContractTests
{
    private static readonly PluginContract Contract = PluginContract.Of<PluginIdentifierPlugin>();

    public static TheoryData<string> Rules => [.. Contract.Rules];

    [Theory, MemberData(nameof(Rules))]
    public void Holds(string rule) => Contract.Verify(rule);
}
