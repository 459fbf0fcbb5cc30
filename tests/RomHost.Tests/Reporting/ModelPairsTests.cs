using RomHost.Reporting;

namespace RomHost.Tests.Reporting;

public sealed class ModelPairsTests
{
    [Theory]
    [InlineData("MVAR:mvar LSTM:lstm", "LSTM:lstm MVAR:mvar", "MVAR LSTM")]
    [InlineData("MVAR:mvar LSTM:lstm", "NET:lstm MVAR:mvar", "MVAR LSTM→NET")]
    [InlineData("A:mvar", "A:lstm B:mvar", "A")] // the name comes first
    [InlineData("A:mvar", "B:mvar C:mvar", "")] // which of the two is not known
    [InlineData("A:mvar B:mvar", "C:mvar", "")]
    [InlineData("A:mvar B:mvar", "B:mvar C:mvar", "A→C B")]
    [InlineData("A: B:", "A: C:", "A")] // a stored file has no plugins
    public void Models_ArePairedByName_AndThoseThatAreLeftByPlugin(string before, string after, string expected) =>
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ModelPairs.Between(Models(before), Models(after))
                .Select(pair => ModelPairs.Name(pair).Replace(" ", "", StringComparison.Ordinal)));

    private static OrderedDictionary<string, string?> Models(string text) => new(text.Split(' ').Select(model =>
        model.Split(':') is [var name, var plugin] && plugin.Length > 0
            ? KeyValuePair.Create<string, string?>(name, plugin)
            : KeyValuePair.Create<string, string?>(model.Split(':')[0], null)));
}
