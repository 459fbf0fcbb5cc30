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
}
