using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Rom.Forecasting.Experiments;

namespace RomHost.Tests.Forecasts;

/// <summary>Options of plugins are read back from the configuration in a summary.</summary>
public sealed class SavedOptionsTests
{
    public enum Kind
    {
        First,
        SecondKind,
    }

    public sealed record Inner
    {
        public double Side { get; init; } = 1;

        public bool Open { get; init; }
    }

    public sealed record Plain : IValidatableObject
    {
        [Range(1, 10)]
        public int Count { get; init; } = 1;

        public ulong Large { get; init; }

        public double Share { get; init; }

        public string Text { get; init; } = "";

        public Kind Kind { get; init; }

        public double? Missing { get; init; } = 3;

        public Inner Inner { get; init; } = new();

        public IReadOnlyList<int> List { get; init; } = [];

        public IReadOnlyDictionary<string, double> Map { get; init; } = new Dictionary<string, double>();

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Share > 1) yield return new("expected a share of at most 1");
        }
    }

    private const string Saved = """
        {"plugin": "any", "count": 7, "large": 18446744073709551615, "share": 1.5e-10, "text": "5", 
         "kind": "second_kind", "missing": null, "inner": {"side": 25, "open": true}, "list": [3, 4], "map": {"a": 2.5}}
        """;

    [Fact]
    public void EveryTypeOfOption_IsReadBack()
    {
        var read = (Plain)Read(Saved);
        Assert.Equal((7, ulong.MaxValue, 1.5e-10, "5", Kind.SecondKind, null),
            (read.Count, read.Large, read.Share, read.Text, read.Kind, read.Missing));
        Assert.Equal(new Inner { Side = 25, Open = true }, read.Inner);
        Assert.Equal([3, 4], read.List);
        Assert.Equal(2.5, read.Map["a"]);
        Assert.Equal((1, 3.0), (((Plain)Read("{}")).Count, ((Plain)Read("{}")).Missing));
    }

    [Theory]
    [InlineData("""{"counts": 1}""", "found 'counts'")]
    [InlineData("""{"count": "many"}""", "expected an integer as count, found")]
    [InlineData("""{"count": 11}""", "count")]
    [InlineData("""{"count": null}""", "expected an integer as count, found null")]
    [InlineData("""{"kind": "third"}""", "expected one of first, second_kind as kind")]
    [InlineData("""{"inner": 3}""", "expected a mapping (key: value) as inner, found 3")]
    [InlineData("""{"list": {}}""", "expected a list as list")]
    [InlineData("""{"share": 2}""", "expected a share of at most 1")]
    public void WhatAnotherBuildWrote_IsRefusedWithThePlace(string saved, string expected)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(saved)).Message;
        Assert.StartsWith("here: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.EndsWith("run the experiment again", message, StringComparison.Ordinal);
    }

    private static object Read(string saved) =>
        SavedOptions.Read(typeof(Plain), JsonNode.Parse(saved)!.AsObject(), ["plugin"], "here");
}
