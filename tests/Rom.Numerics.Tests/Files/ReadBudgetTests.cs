using Rom.Numerics.Files;

namespace Rom.Numerics.Tests.Files;

public class ReadBudgetTests
{
    private const double Machine = 1L << 40;

    [Fact]
    public void TenTimesTheBytesAndAConstant_AreGiven_AndNoMore()
    {
        var budget = new ReadBudget(1000, Machine);
        budget.Take(10_000, "x");
        budget.Take(ReadBudget.Constant, "y");
        Assert.Equal(
            "z would take 32 MiB of memory, more than 10 times the 1000 bytes that are stored and 32 MiB: no honest "
            + "program writes that; make the file again",
            Assert.Throws<InvalidDataException>(() => budget.Take(1, "z")).Message);
    }

    [Fact]
    public void WhatTheMachineLacks_IsNotGiven() => Assert.Equal(
        "x would take 8.0 GiB of memory, and this machine has 4.0 GiB: "
        + "read it on a larger one, or store less in one file",
        Assert.Throws<InvalidDataException>(() =>
            new ReadBudget(1L << 30, 4L << 30).Take(8.0 * (1L << 30), "x")).Message);

    [Fact]
    public void NoProductOverflows() =>
        Assert.Throws<InvalidDataException>(() =>
            new ReadBudget(long.MaxValue, Machine).Take((double)long.MaxValue * long.MaxValue, "x"));
}
