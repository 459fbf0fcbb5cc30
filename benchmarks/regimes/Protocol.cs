namespace Regimes;

/// <summary>How long the training runs are; the test runs last 200 time units.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What is special about it.</param>
/// <param name="TrainDuration">Duration of the training runs [time units].</param>
internal sealed record Protocol(string Name, string Title, double TrainDuration)
{
    /// <summary>The protocols.</summary>
    public static IReadOnlyList<Protocol> All { get; } =
    [
        new("thesis", "Training runs of 20 time units, so that nine tenths of each test lie beyond them", 20),
        new("matched", "Training runs as long as the tests", 200),
    ];
}
