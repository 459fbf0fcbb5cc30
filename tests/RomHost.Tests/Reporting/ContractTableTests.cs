using Rom.Testing;
using RomHost.Reporting;

namespace RomHost.Tests.Reporting;

public sealed class ContractTableTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnExceptionOfAPlugin_IsShownInOneLine_AndWithItsStackWhereThatIsAskedFor(bool verbose)
    {
        var output = new StringWriter();
        var table = new ContractTable(output, verbose);
        var check = new ContractCheck("model x", "a rule", () => throw new InvalidOperationException("no licence"));
        table.Add("X", check, check.Run());
        Assert.Contains("InvalidOperationException: no licence", output.ToString());
        const string Frame = "   at RomHost.Tests.Reporting.ContractTableTests.";
        Assert.Equal(verbose, output.ToString().Contains(Frame, StringComparison.Ordinal));
        Assert.True(table.IsBroken);
    }
}
