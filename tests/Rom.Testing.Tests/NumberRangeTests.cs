using System.ComponentModel.DataAnnotations;
using Rom.Testing.Options;

namespace Rom.Testing.Tests;

public class NumberRangeTests
{
    public static TheoryData<RangeAttribute, object, bool> Cases => new()
    {
        { new RangeAttribute(0, 1), -0.4, false },
        { new RangeAttribute(0, 1), 1.4, false },
        { new RangeAttribute(0, 1), 0.4, true },
        { new RangeAttribute(0, 1), 1.0, true },
        { new RangeAttribute(0, 1), -double.Epsilon, false },
        { new RangeAttribute(0, 1), Math.BitIncrement(1.0), false },
        { new RangeAttribute(0, 1), 1e300, false },
        { new RangeAttribute(0, 1), double.NaN, false },
        { new RangeAttribute(0, 1), double.PositiveInfinity, false },
        { new RangeAttribute(0, 1), double.NegativeInfinity, false },
        { new RangeAttribute(0, 1), -0.4f, false },
        { new RangeAttribute(0, 1) { MinimumIsExclusive = true }, 0.0, false },
        { new RangeAttribute(0, 1) { MinimumIsExclusive = true }, double.Epsilon, true },
        { new RangeAttribute(0, 1) { MaximumIsExclusive = true }, 1.0, false },
        { new RangeAttribute(0, 1) { MaximumIsExclusive = true }, Math.BitDecrement(1.0), true },
        { new RangeAttribute(0, 10), 10_000_000_000L, false },
        { new RangeAttribute(0, 10), ulong.MaxValue, false },
        { new RangeAttribute(0, int.MaxValue), int.MaxValue, true },
        { new RangeAttribute(0.5, 2.5), 2, true },
        { new RangeAttribute(0.5, 2.5), 3, false },
        { new RangeAttribute(0.5, 2.5), 0, false },
        { new RangeAttribute(double.NegativeInfinity, double.PositiveInfinity), double.NaN, false },
        { new RangeAttribute(double.MinValue, double.MaxValue), double.PositiveInfinity, false },
        { new RangeAttribute(typeof(long), "0", "9007199254740993"), 9007199254740994L, false },
        { new RangeAttribute(typeof(long), "0", "9007199254740993"), 9007199254740993L, true },
        { new RangeAttribute(typeof(decimal), "0", "0.1"), 0.05, true },
        { new RangeAttribute(typeof(int), "0", "1"), 0.6, true },
        { new RangeAttribute(typeof(int), "0", "1"), 1.2, false },
        { new RangeAttribute(0, 10), "99999999999999999999", false },
        { new RangeAttribute(0, 10), "7", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void NeitherTheNumberNorItsBounds_AreRounded(RangeAttribute range, object value, bool isWithin) =>
        Assert.Equal(isWithin, NumberRange.Contains(range, value));

    [Theory]
    [InlineData("-0.4")]
    [InlineData("1E+300")]
    public void AnnotatedOptions_RefuseWhatTheHostRefuses(string text) => Assert.Throws<OptionsRefusedException>(
        () => new AnnotatedOptions().Read(
            typeof(WithWholeBounds), new Dictionary<string, string> { ["share"] = text }));

    private sealed record WithWholeBounds
    {
        [Range(0, 1)]
        public double Share { get; init; }
    }
}
