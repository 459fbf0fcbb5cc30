namespace Packages.Tests;

/// <summary>Every command and every block of these pages.</summary>
public sealed class PageTests(Installation user)
{
    [Theory]
    [InlineData("first-model.md")]
    [InlineData("bring-your-simulator.md")]
    [InlineData("bring-your-data.md")]
    [InlineData("which-model.md")]
    [InlineData("forecast.md")]
    [InlineData("dashboard.md")]
    [InlineData("cluster.md")]
    public void APage_IsTrueToTheLetter(string name)
    {
        Installation.SkipWithoutShell();
        var page = Page.Read(name);
        string folder = user.Folder();
        foreach (string program in (string[])["python3", "curl"])
        {
            Assert.SkipWhen(
                page.Blocks.Any(block => block.Text.Contains(program, StringComparison.Ordinal))
                    && user.Run(folder, $"command -v {program}").ExitCode != 0,
                $"no {program}, which this page's commands run");
        }
        page.Follow(user, folder);
    }
}
