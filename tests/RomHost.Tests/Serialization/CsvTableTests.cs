using Rom.Forecasting.Serialization;

namespace RomHost.Tests.Serialization;

public sealed class CsvTableTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NumbersKeepEveryDigit_TextsAreQuoted_WhatIsUndefinedIsEmpty()
    {
        var table = new CsvTable("a", "b", "c");
        table.Add(0.1 + 0.2, "x, \"y\"", double.NaN);
        table.Add(12, null, "plain");
        string path = folder.Combine("table.csv");
        table.Write(path);
        Assert.Equal("a,b,c\n0.30000000000000004,\"x, \"\"y\"\"\",\n12,,plain\n", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("-", "'-")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("\t1", "'\t1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("+3", "+3")]
    [InlineData("-2e-5", "-2e-5")]
    [InlineData("a=1", "a=1")]
    [InlineData("'=1", "'=1")]
    public void ATextThatASpreadsheetWouldCompute_IsAText(string text, string field)
    {
        string path = folder.Combine("table.csv");
        var table = new CsvTable(text, "b");
        table.Add(text, -1.5);
        table.Write(path);
        Assert.Equal($"{field},b\n{field},-1.5\n", File.ReadAllText(path));
    }

    [Fact]
    public void ARowOfAnotherLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new CsvTable("a", "b").Add(1));

    [Fact]
    public void Numbers_AreReadBack_ThinnedOut_AndWhatIsNoneIsNaN()
    {
        string path = folder.Combine("table.csv");
        var table = new CsvTable("t", "name", "value");
        for (int i = 0; i < 10; i++) table.Add(0.1 * i, "a", i == 4 ? double.NaN : i);
        table.Write(path);
        var all = CsvTable.ReadNumbers(path, mostRows: 100);
        Assert.Equal(["t", "name", "value"], all.Keys);
        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => 0.1 * i)], all["t"]);
        Assert.All(all["name"], value => Assert.Equal(double.NaN, value));
        Assert.Equal([0, 1, 2, 3, double.NaN, 5, 6, 7, 8, 9], all["value"]);
        Assert.Equal([0, 3, 6, 9], CsvTable.ReadNumbers(path, mostRows: 4)["value"]);
    }

    [Theory]
    [InlineData("", "expected a header, found an empty file")]
    [InlineData("a,a\n1,2\n", "columns of different names")]
    [InlineData("a,b\n1,2\n3\n", ":3: expected 2 fields, found 1")]
    public void ATableThatIsNone_IsRefused(string text, string problem)
    {
        string path = folder.Combine("table.csv");
        File.WriteAllText(path, text);
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => CsvTable.ReadNumbers(path, 100)).Message);
    }
}
