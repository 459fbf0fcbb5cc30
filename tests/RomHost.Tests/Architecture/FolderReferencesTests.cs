using RomHost.Tests.Architecture.Samples.Inner;
using RomHost.Tests.Architecture.Samples.Outer;

namespace RomHost.Tests.Architecture;

/// <summary>A reference from one folder to another is found however it is written.</summary>
public sealed class FolderReferencesTests
{
    private const string Root = "RomHost.Tests.Architecture.Samples";

    private static readonly string Sources = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "..", "..", "..", "tests", "RomHost.Tests", "Architecture", "Samples"));

    private static readonly string[] Found =
    [
        .. new FolderReferences(Root).In(typeof(Used).Assembly, Sources)
            .Where(arrow => (arrow.From, arrow.To) == ("Outer", "Inner")).Select(arrow => arrow.Example),
    ];

    [Theory]
    [InlineData(nameof(InBase), nameof(UsedBase))]
    [InlineData(nameof(InInterface), nameof(IUsed))]
    [InlineData(nameof(InField), nameof(Used))]
    [InlineData(nameof(InProperty), nameof(Used))]
    [InlineData(nameof(InParameter), nameof(Used))]
    [InlineData(nameof(InConstraint), nameof(UsedBase))]
    [InlineData(nameof(InAttribute), nameof(UsedAttribute))]
    [InlineData(nameof(InCall), nameof(Used))]
    [InlineData(nameof(InNew), nameof(Used))]
    [InlineData(nameof(InPattern), nameof(Used))]
    [InlineData(nameof(InTypeOf), nameof(Used))]
    [InlineData(nameof(InTypeArgument), nameof(Used))]
    [InlineData(nameof(InLambda), nameof(Used))]
    [InlineData(nameof(InIterator), nameof(Used))]
    [InlineData(nameof(InCatch), nameof(UsedException))]
    [InlineData(nameof(InEnum), nameof(Kind))]
    [InlineData("Outer.cs", "Used.Constant")]
    public void Reference_IsFound(string from, string to) => Assert.Contains($"{from} uses {to}", Found);

    [Fact]
    public void WordInAComment_IsNone() =>
        Assert.Single(Found, example => example.Contains(nameof(InComment)) || example.Contains("Constant"));

    [Fact]
    public void Inner_LeansOnNothing() => Assert.DoesNotContain(
        new FolderReferences(Root).In(typeof(Used).Assembly, Sources), arrow => arrow.From == "Inner");

    [Fact]
    public void Chain_AllowsArrowsToTheRightOnly()
    {
        var chains = new FolderChains("A → B, C → D", "E → C");
        Assert.Equal(["A", "B", "C", "D", "E"], chains.Folders.Order());
        Assert.True(
            chains.Allows("A", "B") && chains.Allows("A", "D") && chains.Allows("C", "D") && chains.Allows("E", "C"));
        Assert.False(
            chains.Allows("B", "C") || chains.Allows("D", "A") || chains.Allows("E", "D") || chains.Allows("A", "E"));
    }

    [Fact]
    public void ChainsThatMakeACircle_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new FolderChains("A → B → C", "C → D", "D → A"));
}
