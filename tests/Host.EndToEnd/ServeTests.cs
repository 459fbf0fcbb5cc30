namespace Host.EndToEnd;

/// <summary>What cannot be served is said at once; what is shown, tests/Report.Tests look at.</summary>
public sealed class ServeTests
{
    [Theory]
    [InlineData("expected an experiment's folder, found no folder", "nowhere")]
    [InlineData("expected an experiment's folder, or one that holds some", ".")]
    [InlineData("--port: expected a number from 0 to 65535, found '70000'", ".", "--port", "70000")]
    [InlineData("--port: expected a number from 0 to 65535, found 'x'", ".", "--port", "x")]
    [InlineData("--token: expected a token of 16 to 128 letters", ".", "--token", "short")]
    public void WhatCannotBeServed_EndsWith2(string message, params string[] arguments)
    {
        using var folder = new TestFolder();
        Assert.Contains(message, HostProcess.Run(folder.Path, ["serve", .. arguments]).Expect(2).Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
