using System.Text.RegularExpressions;
using Rom.Testing.Options;

namespace Rom.Testing.Tests;

public class ScalarValueTests
{
    private static readonly object[] Values =
    [
        true, false, 0, -1, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, ulong.MaxValue, 0f, -0.1f,
        float.MaxValue,
        float.Epsilon, 0.0, -0.0, 0.1, 1e-5, 1e300, double.Epsilon, double.MaxValue, "", "yes", "a b", DayOfWeek.Sunday,
    ];

    [Fact]
    public void EveryValue_ReadsBackAsItIsWritten() =>
        Assert.All(Values, value => Assert.Equal(value, ScalarValue.Parse(ScalarValue.Format(value), value.GetType())));

    [Fact]
    public void ValuesOfEveryType_AreTried() => Assert.Equal(
        ScalarValue.Nouns.Keys.Select(type => type.Name).Append(nameof(DayOfWeek)).Order(),
        Values.Select(value => value.GetType().Name).Distinct().Order());

    [Theory]
    [InlineData(1e-5, "1.0e-05")]
    [InlineData(1.5e-5, "1.5e-05")]
    [InlineData(0.25f, "0.25")]
    [InlineData(true, "true")]
    [InlineData(DayOfWeek.Sunday, "sunday")]
    public void Value_IsWrittenAsAConfigurationHasIt(object value, string text) =>
        Assert.Equal(text, ScalarValue.Format(value));

    [Theory]
    [InlineData("010", typeof(int))]
    [InlineData("1_000", typeof(int))]
    [InlineData("1,000", typeof(double))]
    [InlineData("NaN", typeof(double))]
    [InlineData("1e39", typeof(float))]
    [InlineData("2147483648", typeof(int))]
    [InlineData("-1", typeof(ulong))]
    [InlineData("True", typeof(bool))]
    [InlineData("Sunday", typeof(DayOfWeek))]
    [InlineData("0", typeof(DayOfWeek))]
    public void WhatReadersTakeDifferently_IsNoValue(string text, Type type) =>
        Assert.Null(ScalarValue.Parse(text, type));

    [Fact]
    public void Numbers_AreThoseOfTheirExpression()
    {
        const string integer = @"\A[-+]?(0|[1-9][0-9]*)\z",
            number = @"\A[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z";
        string[] texts = [""], all = [""];
        for (int length = 1; length <= 5; length++)
        {
            texts = [.. texts.SelectMany(text => "07.eE-+ ٣".Select(character => text + character))];
            all = [.. all, .. texts];
        }
        Assert.All(all, text => Assert.Equal(Regex.IsMatch(text, integer), ScalarValue.IsInteger(text)));
        Assert.All(all, text => Assert.Equal(Regex.IsMatch(text, number), ScalarValue.IsNumber(text)));
    }
}
