using FsCheck.Xunit;
using Rom.Testing.Options;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;

namespace RomHost.Tests.Configuration;

public class StrictScalarTests
{
    [Theory]
    [InlineData("1e-4", 1e-4)]
    [InlineData("1.0e-4", 1e-4)]
    [InlineData("-0.5", -0.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("+3", 3.0)]
    [InlineData("0", 0.0)]
    public void Numbers_AreRead(string text, double expected) => Assert.Equal(expected, Read(text, typeof(double)));

    [Theory]
    [InlineData("0.0.1")]
    [InlineData("1e")]
    [InlineData("1 000")]
    [InlineData("--1")]
    [InlineData("٣")]
    [InlineData("1\n")]
    [InlineData("Infinity")]
    [InlineData("00")]
    public void WhatIsNoNumber_IsRefused(string text) => Assert.Null(Read(text, typeof(double)));

    [Theory]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0", 0ul)]
    public void Naturals_AreReadToTheLast(string text, ulong expected) =>
        Assert.Equal(expected, Read(text, typeof(ulong)));

    [Property]
    public bool ADouble_IsFormattedSoThatItReadsBack(double value) =>
        !double.IsFinite(value) || value.Equals(Read(ScalarValue.Format(value), typeof(double)));

    [Property]
    public bool ALong_IsFormattedSoThatItReadsBack(long value) =>
        value.Equals(Read(ScalarValue.Format(value), typeof(long)));

    [Property]
    public bool AnyText_IsReadOrRefused_ForEveryType(string? text)
    {
        var node = new ScalarNode(default, ConfigPath.Root, text ?? "", isQuoted: false);
        return ScalarValue.Nouns.Keys.All(
            type => (StrictScalar.Read(node, type, out object? value) is null) == (value is not null));
    }

    private static object? Read(string text, Type type)
    {
        StrictScalar.Read(new ScalarNode(default, ConfigPath.Root, text, isQuoted: false), type, out object? value);
        return value;
    }
}
