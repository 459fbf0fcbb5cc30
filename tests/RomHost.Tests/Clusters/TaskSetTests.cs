using RomHost.Clusters;

namespace RomHost.Tests.Clusters;

/// <summary>Which tasks make the same.</summary>
public sealed class TaskSetTests
{
    private static readonly ClusterTask[] Tasks =
    [
        new(), new("0"), new("0-3"), new("2,5-6"), new("4"), new(Model: "A"), new(Model: "B"), new("0-3", "A"),
        new("4", "A"), new("3", "B"),
    ];

    [Fact]
    public void TasksOverlap_WhereTheyShareARunOfAModel()
    {
        foreach (var one in Tasks)
        {
            foreach (var other in Tasks)
            {
                foreach (var task in Tasks) // pairs of tasks, by the definition
                    Assert.Equal(Share(one, task) || Share(other, task), SetOf(one, other).Overlaps(task));
            }
            Assert.False(SetOf().Overlaps(one));
        }
    }

    [Theory]
    [InlineData("A", 3, "0-3", null, true)]
    [InlineData("A", 4, "0-3", null, false)]
    [InlineData(null, 3, "0-3", null, true)]
    [InlineData("A", null, "0-3", null, true)]
    [InlineData("A", 3, null, "A", true)]
    [InlineData("B", 3, null, "A", false)]
    [InlineData(null, 3, null, "A", false)]
    [InlineData("A", 3, "0-3", "A", true)]
    [InlineData("A", 4, "0-3", "A", false)]
    [InlineData(null, null, null, null, true)]
    public void AnArtifact_IsMadeByATaskOfItsRunAndModel(
        string? model, int? run, string? runs, string? ofModel, bool isMade)
    {
        Assert.Equal(isMade, SetOf(new ClusterTask(runs, ofModel)).Makes(model, run));
        Assert.False(SetOf().Makes(model, run));
    }

    [Fact]
    public void TasksOfTheSame_AreEqual_AndTheirRunsAreReadOnce()
    {
        var (one, other) = (new ClusterTask("0-9"), new ClusterTask("0-9"));
        Assert.Same(one.Indices, one.Indices);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, new ClusterTask("0-8"));
        Assert.NotEqual(one, one with { Model = "A" });
        Assert.Equal([0, 1], (one with { Runs = "0-1" }).Indices);
    }

    private static TaskSet SetOf(params ClusterTask[] tasks)
    {
        var set = new TaskSet();
        foreach (var task in tasks) set.Add(task);
        return set;
    }

    private static bool Share(ClusterTask one, ClusterTask other) =>
        (one.Model is null || other.Model is null || one.Model == other.Model)
        && (one.Indices is null || other.Indices is null || one.Indices.Intersect(other.Indices).Any());
}
