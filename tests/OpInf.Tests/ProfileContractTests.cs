using Rom.Testing;

namespace OpInf.Tests;

/// <summary>
/// The plugin's contract with <c>shift_rate: profile</c>; that of its defaults is tried on the package.
/// </summary>
public class ProfileContractTests
{
    private static readonly PluginContract Contract = PluginContract.Of<OpInfPlugin>(new ContractExamples
    {
        Options = new Dictionary<string, object>
        {
            ["opinf"] = new OpInfOptions { ShiftRate = ShiftRateRule.Profile },
        },
    });

    public static TheoryData<string> Rules => [.. Contract.Rules];

    [Theory, MemberData(nameof(Rules))]
    public void EveryRule_IsKept(string rule) => Contract.Verify(rule);
}
