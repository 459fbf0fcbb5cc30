using FsCheck;
using FsCheck.Xunit;
using RomHost.Configuration.Binding;

namespace RomHost.Tests.Configuration;

public class NearestNameTests
{
    [Theory]
    [InlineData("hiden_units", "hidden_units")]
    [InlineData("hiddenUnits", "hidden_units")]
    [InlineData("lga", "lag")]
    [InlineData("learning-rate", "learning_rate")]
    [InlineData("layesr", "layers")]
    [InlineData("momentum", null)]
    [InlineData("x", null)]
    public void TheNearestName_IsWhatWasMeant(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Among(name, ["hidden_units", "lag", "learning_rate", "layers"]));

    [Property]
    public bool TheDistance_IsSymmetric_AndZeroOnlyBetweenEquals(NonNull<string> a, NonNull<string> b)
    {
        int there = NearestName.Distance(a.Get, b.Get);
        return there == NearestName.Distance(b.Get, a.Get) && (there == 0) == (a.Get == b.Get);
    }
}
