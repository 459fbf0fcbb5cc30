using System.ComponentModel.DataAnnotations;
using Rom.Testing.Options;

namespace Rom.Testing.Tests;

/// <summary>A plugin's tests, without the host, accept and refuse the options that the host does.</summary>
public class AnnotatedOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheRecord() => Assert.Equal(new Example(), Read());

    [Fact]
    public void Values_AreSet_AlsoInInnerRecords()
    {
        Example options = Read(
            ("count", "7"), ("is_fast", "true"), ("day", "monday"), ("inner.length", "2.5"), ("limit", "3"));
        Assert.Equal(
            (7, true, DayOfWeek.Monday, 2.5, 3L),
            (options.Count, options.IsFast, options.Day, options.Inner.Length, options.Limit));
    }

    [Theory]
    [InlineData("count", "010")]
    [InlineData("count", "1_000")]
    [InlineData("count", "1.0")]
    [InlineData("is_fast", "True")]
    [InlineData("inner.length", "1,000")]
    [InlineData("inner.length", "NaN")]
    [InlineData("day", "Monday")]
    public void SpellingThatReadersTakeDifferently_IsRefused(string name, string text) =>
        Refuses("expected", (name, text));

    [Theory]
    [InlineData("count", "0")]
    [InlineData("count", "11")]
    [InlineData("inner.length", "-1")]
    public void ValueOutOfItsRange_IsRefused(string name, string text) => Refuses("must be between", (name, text));

    [Fact]
    public void UnknownKey_IsRefused() =>
        Refuses("expected one of count, is_fast, day, limit, name, inner.length, found 'cuont'", ("cuont", "1"));

    [Fact]
    public void RangeOfAList_HoldsForItsItems()
    {
        Assert.Equal(
            [1, 2], ((WithList)new AnnotatedOptions().Read(typeof(WithList), new Dictionary<string, string>())).Items);
        Assert.Throws<OptionsRefusedException>(() =>
            new AnnotatedOptions().Read(typeof(WithWrongList), new Dictionary<string, string>()));
    }

    [Fact]
    public void RuleOverSeveralKeys_IsChecked() => Refuses("no fast Sundays", ("is_fast", "true"), ("day", "sunday"));

    [Fact]
    public void RequiredKeyWithoutAValue_IsRefused() => Assert.Throws<OptionsRefusedException>(
        () => new AnnotatedOptions().Read(typeof(WithRequired), new Dictionary<string, string>()));

    private static Example Read(params (string Name, string Text)[] values) =>
        (Example)new AnnotatedOptions().Read(
            typeof(Example), values.ToDictionary(value => value.Name, value => value.Text));

    private static void Refuses(string reason, params (string Name, string Text)[] values) =>
        Assert.Contains(reason, Assert.Throws<OptionsRefusedException>(() => Read(values)).Message);

    private sealed record Example : IValidatableObject
    {
        [Range(1, 10)]
        public int Count { get; init; } = 1;

        public bool IsFast { get; init; }

        public DayOfWeek Day { get; init; } = DayOfWeek.Friday;

        public long? Limit { get; init; }

        public string Name { get; init; } = "";

        public Inner Inner { get; init; } = new();

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (IsFast && Day == DayOfWeek.Sunday) yield return new ValidationResult("no fast Sundays", [nameof(Day)]);
        }
    }

    private sealed record Inner
    {
        [Range(0.0, 100.0)]
        public double Length { get; init; } = 1;
    }

    private sealed record WithList
    {
        [Range(1, 10)]
        public IReadOnlyList<int> Items { get; init; } = [1, 2];
    }

    private sealed record WithWrongList
    {
        [Range(1, 10)]
        public IReadOnlyList<int> Items { get; init; } = [1, 0];
    }

    private sealed record WithRequired
    {
        [Required]
        public string? Name { get; init; }
    }
}
