using Rom.Abstractions;
using Rom.Testing.Options;
using RomHost.Configuration.Sections;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

public class OptionsRecordTests
{
    [Fact]
    public void OptionsOfTheUsualKinds_AreAccepted() =>
        Assert.All(FakePlugins.All, registration => Assert.Null(OptionsRecord.Problem(registration)));

    [Theory]
    [InlineData(typeof(WithTheHostsKey), "the key 'enabled', which is the host's")]
    [InlineData(typeof(WithADate), "cannot be of type System.DateTime")]
    [InlineData(typeof(WithAnArray), "cannot be of type System.Int32[]")]
    [InlineData(typeof(WithItself), "contains itself")]
    [InlineData(typeof(WithAUsualText), "only numbers and lists of them have a usual range")]
    public void WhatCannotBeBound_IsNamedForThePluginsAuthor(Type options, string expected) => Assert.Contains(
        expected,
        OptionsRecord.Problem(new RomModelRegistration(
            "x", typeof(FakeMvar), options, (_, _) => throw new NotSupportedException())));

    [Fact]
    public void TheHostsKeys_AreThoseOfItsSections()
    {
        static IEnumerable<string> Keys<T>() => OptionsShape.Of(typeof(T)).Keys.Select(key => key.Name).Order();
        Assert.Equal(Keys<SimulatorOptions>(), OptionsRecord.SimulatorKeys.Order());
        Assert.Equal(Keys<DensityOptions>(), OptionsRecord.DensityKeys.Order());
        Assert.Equal(Keys<ModelOptions>(), OptionsRecord.ModelKeys.Order());
        Assert.Equal(Keys<InitialConditionOptions>(), OptionsRecord.InitialConditionKeys.Order());
    }

    [Fact]
    public void TheKeysOfABaseRecord_StandBeforeThoseOfTheRecord_EachInTheOrderOfTheirDeclaration() =>
        Assert.Equal(["width", "height", "edge"], OptionsShape.Of(typeof(Derived)).Keys.Select(key => key.Name));

    private sealed record Derived : Base
    {
        public string Edge { get; init; } = "";
    }

    // Declared behind the record that derives from it.
    private abstract record Base
    {
        public double Width { get; init; }

        public double Height { get; init; }
    }

    private sealed record WithTheHostsKey
    {
        public bool Enabled { get; init; }
    }

    private sealed record WithAUsualText
    {
        [UsualRange(0, 1, "")]
        public string Text { get; init; } = "";
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
