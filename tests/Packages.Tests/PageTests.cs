namespace Packages.Tests;

/// <summary>Every command and every block of these pages.</summary>
public sealed class PageTests(Installation user)
{
    [Theory]
    [InlineData("first-model.md")]
    [InlineData("bring-your-simulator.md")]
    [InlineData("bring-your-data.md")]
    [InlineData("which-model.md")]
    [InlineData("cluster.md")]
    public void APage_IsTrueToTheLetter(string name)
    {
        Installation.SkipWithoutShell();
        var page = Page.Read(name);
        string folder = user.Folder();
        bool needsPython = page.Blocks.Any(block => block.Text.Contains("python3", StringComparison.Ordinal));
        Assert.SkipWhen(
            needsPython && user.Run(folder, "command -v python3").ExitCode != 0,
            "no python3, which this page's commands run");
        page.Follow(user, folder);
    }
}
