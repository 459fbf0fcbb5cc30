using System.Runtime.CompilerServices;

namespace Rom.Analysis;

/// <summary>Settings for timing inference.</summary>
/// <param name="Steps">Steps of a full trajectory, at least 1.</param>
/// <param name="Trials">Timed samples of each case, at least 2: a single sample has no scatter.</param>
/// <param name="Warmups">Samples that are run but not counted, at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
public sealed record BenchmarkSettings(int Steps = 100, int Trials = 50, int Warmups = 5)
{
    /// <summary>Steps of a full trajectory.</summary>
    public int Steps { get; init => field = AtLeast(1, value); } = AtLeast(1, Steps);

    /// <summary>Timed samples of each case.</summary>
    public int Trials { get; init => field = AtLeast(2, value); } = AtLeast(2, Trials);

    /// <summary>Samples that are run but not counted.</summary>
    public int Warmups { get; init => field = AtLeast(0, value); } = AtLeast(0, Warmups);

    private static int AtLeast(int least, int value, [CallerMemberName] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }
}
