using System.Globalization;
using System.Text;
using Rom.Forecasting.Serialization;

namespace RomHost.Tests.Serialization;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("\u001b[31mred\u0007", @"\u001b[31mred\u0007")]
    [InlineData("a\tb\rc\nd\0", @"a\u0009b\u000dc\u000ad\u0000")]
    [InlineData("\u007f\u0080\u009b1m", @"\u007f\u0080\u009b1m")]
    [InlineData("\u202aa\u202eb\u2066c\u2069d\u200fe", @"\u202aa\u202eb\u2066c\u2069d\u200fe")]
    [InlineData("a\u2028b\u2029c", @"a\u2028b\u2029c")]
    [InlineData("a\u200bb\ufeffc\u2060d\u00ade", @"a\u200bb\ufeffc\u2060d\u00ade")]
    [InlineData("a\u00a0b", @"a\u00a0b")]
    [InlineData("\U000e0041", @"\udb40\udc41")] // a tag: invisible, beyond the first plane
    [InlineData("größe 粒子 ∇·ρ 😀 é e\u0301", "größe 粒子 ∇·ρ 😀 é e\u0301")]
    public void Text_ShowsWhatHasNoShape_AndLeavesTheRest(string text, string shown) =>
        Assert.Equal(shown, Printable.Text(text));

    [Fact]
    public void LoneSurrogates_AreShown() => Assert.Equal(@"\ud800x\udc00", Printable.Text("\ud800x\udc00"));

    /// <summary>All of Unicode, and its halves: the categories are those of the standard library.</summary>
    [Fact]
    public void Text_OfEveryCharacter_HoldsNothingThatActs()
    {
        var all = new StringBuilder();
        for (int c = 0; c <= 0xffff; c++) all.Append((char)c).Append('.'); // surrogates stand alone
        for (int c = 0x10000; c <= 0x10ffff; c++) all.Append(new Rune(c));
        foreach (Rune rune in Printable.Text(all.ToString()).EnumerateRunes())
        {
            Assert.False(
                Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator, $"U+{rune.Value:X4}");
        }
    }

    [Fact]
    public void Lines_AreKept_AndIndentedAfterTheFirst()
    {
        string end = Environment.NewLine; // a carriage return alone acts on the terminal
        Assert.Equal($"one\n    error: two{end}    \\u000dthree\n", Printable.Lines("one\nerror: two\r\n\rthree\n"));
        Assert.Equal($"one\n  two{end}\\u001b", Printable.Block("one\n  two\r\n\u001b"));
    }

    [Fact]
    public void Short_CutsNoCharacterInHalves()
    {
        string text = new string('a', 59) + "😀😀";
        Assert.Equal(new string('a', 59) + "…", Printable.Short(text));
        Assert.Equal(
            "a" + string.Concat(Enumerable.Repeat("😀", 29)) + "…",
            Printable.Short("a" + string.Concat(Enumerable.Repeat("😀", 31))));
    }
}
