using Rom.Abstractions;
using RomHost.Configuration.Binding;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

public class PluginOptionsRulesTests
{
    [Fact]
    public void OptionsOfTheUsualKinds_AreAccepted() =>
        Assert.All(FakePlugins.All, registration => Assert.Null(PluginOptionsRules.Problem(registration)));

    [Theory]
    [InlineData(typeof(WithTheHostsKey), "the key 'enabled', which is the host's")]
    [InlineData(typeof(WithADate), "cannot be of type System.DateTime")]
    [InlineData(typeof(WithAnArray), "cannot be of type System.Int32[]")]
    [InlineData(typeof(WithItself), "contains itself")]
    public void WhatCannotBeBound_IsNamedForThePluginsAuthor(Type options, string expected) => Assert.Contains(
        expected,
        PluginOptionsRules.Problem(new RomModelRegistration(
            "x", typeof(FakeMvar), options, (_, _) => throw new NotSupportedException())));

    private sealed record WithTheHostsKey
    {
        public bool Enabled { get; init; }
    }

    private sealed record WithADate
    {
        public DateTime Start { get; init; }
    }

    private sealed record WithAnArray
    {
        public int[] Sizes { get; init; } = [];
    }

    private sealed record WithItself
    {
        public WithItself? Inner { get; init; }
    }
}
