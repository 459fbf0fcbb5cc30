using System.Text.Json;
using Rom.Forecasting.Serialization;

namespace RomHost.Tests.Serialization;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void NumbersThatAreNotFinite_AreNull(double value)
    {
        Assert.Equal("null\n", JsonText.Of(value));
        Assert.Null(JsonText.Tree(value));
        using var strict = JsonDocument.Parse(JsonText.Of(new Dictionary<string, double?> { ["a"] = value }));
        Assert.Equal(JsonValueKind.Null, strict.RootElement.GetProperty("a").ValueKind);
    }

    [Fact]
    public void FiniteNumbers_KeepEveryDigit() => Assert.Equal("0.30000000000000004\n", JsonText.Of(0.1 + 0.2));

    [Theory]
    [InlineData("""{"names": [null], "pairs": {}, "gaps": []}""", "names: expected no null in it")]
    [InlineData("""{"names": [], "pairs": {"a": null}, "gaps": []}""", "pairs: expected no null in it")]
    [InlineData("""{"names": null, "pairs": {}, "gaps": []}""", "names")]
    public void NullInAList_IsRefusedWhenItIsRead(string json, string message) => Assert.Contains(
        message, Assert.Throws<JsonException>(() => JsonText.Parse<Lists>(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void NullInAList_IsReadWhereItIsDeclared()
    {
        var lists = JsonText.Parse<Lists>("""{"names": ["a"], "pairs": {"b": "c"}, "gaps": [null, "d"]}""");
        Assert.Equal([null, "d"], lists.Gaps);
        Assert.Equal("c", lists.Pairs["b"]);
    }

    private sealed record Lists(
        IReadOnlyList<string> Names, IReadOnlyDictionary<string, string> Pairs, IReadOnlyList<string?> Gaps);
}
