using Rom.Forecasting.Files;

namespace RomHost.Tests.Reduction;

public sealed class ReplicaTableTests : IDisposable
{
    private const string Header = "t,squared_error,variance,squared_error_lab,variance_lab,replicas\n";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsWritten_IsReadBack()
    {
        string path = folder.Combine("replicas.csv");
        var table = new ReplicaTable(8, [0, 0.1 + 0.2], [0, 1e-300], [0, 2.5], [0, 1e300], [0, 4]);
        table.Write(path);
        Assert.Equal(Header + "0,0,0,0,0,8\n0.30000000000000004,1E-300,2.5,1E+300,4,8\n", File.ReadAllText(path));
        var read = ReplicaTable.Read(path);
        Assert.Equal(table.Replicas, read.Replicas);
        Assert.Equal(table.Times, read.Times);
        Assert.Equal(table.SquaredErrors, read.SquaredErrors);
        Assert.Equal(table.Variances, read.Variances);
        Assert.Equal(table.LabSquaredErrors, read.LabSquaredErrors);
        Assert.Equal(table.LabVariances, read.LabVariances);
    }

    [Theory]
    [InlineData("t,squared_error\n0,1\n", "expected the columns t, squared_error, variance")]
    [InlineData(Header, "expected a row for each frame")]
    [InlineData(Header + "0,0,0,0,0,8\n0,0,0,0,0,8\n", ":3: expected increasing times, found 0")]
    [InlineData(Header + ",0,0,0,0,8\n", ":2: expected increasing times, found NaN")]
    [InlineData(Header + "0,0,-1,0,0,8\n", ":2: expected numbers of at least 0, found -1")]
    [InlineData(Header + "0,0,0,inf,0,8\n", ":2: expected numbers of at least 0, found NaN")]
    [InlineData(Header + "0,0,0,0,0,1\n", ":2: expected one number of replicas, at least 2, found 1")]
    [InlineData(Header + "0,0,0,0,0,8\n1,0,0,0,0,9\n", ":3: expected one number of replicas, at least 2, found 9")]
    [InlineData(Header + "0,0,0,0,0,2.5\n", ":2: expected one number of replicas, at least 2, found 2.5")]
    [InlineData(Header + "0,0,0,0,0,1e300\n", ":2: expected one number of replicas, at least 2, found 1E+300")]
    [InlineData(Header + "0,0\n", ":2: expected 6 fields, found 2")]
    [InlineData("", "expected a header, found an empty file")]
    public void ADamagedTable_IsNamedWithItsLine(string text, string expected)
    {
        string path = folder.Combine("replicas.csv");
        File.WriteAllText(path, text);
        string message = Assert.Throws<InvalidDataException>(() => ReplicaTable.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingTable_IsNamed() => Assert.Contains(
        "expected a table of replicas, found no file",
        Assert.Throws<InvalidDataException>(() => ReplicaTable.Read(folder.Combine("none.csv"))).Message);
}
