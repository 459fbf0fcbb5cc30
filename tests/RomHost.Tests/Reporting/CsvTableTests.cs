using RomHost.Reporting;

namespace RomHost.Tests.Reporting;

public sealed class CsvTableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("romhost-csv-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void NumbersKeepEveryDigit_TextsAreQuoted_WhatIsUndefinedIsEmpty()
    {
        var table = new CsvTable("a", "b", "c");
        table.Add(0.1 + 0.2, "x, \"y\"", double.NaN);
        table.Add(12, null, "plain");
        string path = Path.Combine(folder, "table.csv");
        table.Write(path);
        Assert.Equal("a,b,c\n0.30000000000000004,\"x, \"\"y\"\"\",\n12,,plain\n", File.ReadAllText(path));
    }

    [Fact]
    public void ARowOfAnotherLength_IsRefused() => Assert.Throws<ArgumentException>(() => new CsvTable("a", "b").Add(1));
}
