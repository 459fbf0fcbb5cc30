using System.ComponentModel.DataAnnotations;
using Recorded.InitialConditions;
using Recorded.Options;
using Rom.Abstractions;

namespace Recorded.Tests;

/// <summary>Options that contradict each other are refused at the key that is to blame.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void GoodOptions_AreAccepted()
    {
        Assert.Empty(Problems(Sample.Options));
        Assert.Empty(Problems(Sample.Options with { FrameRate = 25, Columns = new ColumnOptions { Frame = "f" } }));
        Assert.Empty(Problems(Sample.Torus with { Outside = Outside.Wrap }));
        Assert.Empty(Problems(new RecordingPart { File = "a", From = 1, To = 2 }));
    }

    [Fact]
    public void ContradictingOptions_AreRefused()
    {
        Assert.Equal(["Columns.Frame"], Problems(Sample.Options with { Columns = new ColumnOptions { Frame = "f" } }));
        Assert.Equal(
            ["Columns.Time"],
            Problems(Sample.Options with { FrameRate = 25, Columns = new ColumnOptions { Time = "t" } }));
        Assert.Equal(["Columns.Vy"], Problems(Sample.Options with { Columns = new ColumnOptions { Vy = "v" } }));
        Assert.Equal(["Outside"], Problems(Sample.Box with { Outside = Outside.Wrap }));
        Assert.Equal(["To"], Problems(new RecordingPart { File = "a", From = 2, To = 2 }));
    }

    [Fact]
    public void InitialConditionOfAnotherSimulator_IsRefused() => Assert.Throws<ArgumentException>(
        () => new RecordedSimulator(Sample.Options).Simulate(
            new RunDescription(new Foreign(), 1, 0), TestContext.Current.CancellationToken));

    private static string[] Problems(IValidatableObject options) =>
        [.. options.Validate(new ValidationContext(options)).SelectMany(result => result.MemberNames)];

    private sealed record Foreign : InitialCondition;
}
