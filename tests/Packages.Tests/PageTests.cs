namespace Packages.Tests;

/// <summary>Every command and every block of these pages.</summary>
public sealed class PageTests(Installation user)
{
    [Theory]
    [InlineData("first-model.md")]
    [InlineData("bring-your-simulator.md")]
    [InlineData("bring-your-data.md")]
    [InlineData("which-model.md")]
    public void APage_IsTrueToTheLetter(string name)
    {
        Installation.SkipWithoutShell();
        Page.Read(name).Follow(user, user.Folder());
    }
}
