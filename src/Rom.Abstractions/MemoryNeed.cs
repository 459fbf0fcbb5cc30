using System.Globalization;

namespace Rom.Abstractions;

/// <summary>
/// Memory that a piece of work cannot do without, so that it can be refused, with the number, before it is begun.
/// </summary>
/// <remarks>
/// Needs are lower bounds: they count arrays that are certainly there at the same time and leave out the rest, so that
/// nothing is refused that would fit. They are doubles because products of options overflow integers.
/// </remarks>
public sealed record MemoryNeed
{
    /// <summary>What needs it, with its numbers: <c>a run of 501 frames of 300 particles</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Bytes, at least.</summary>
    public required double Bytes { get; init; }

    /// <summary>Elements of the longest array among them: no machine has arrays of more than Array.MaxLength.</summary>
    public double LongestArray { get; init; }

    /// <summary>What the user may do about it: <c>use fewer particles or a larger save_every</c>.</summary>
    public required string Cure { get; init; }

    /// <summary>
    /// The option to blame, where a message points to: a property's name such as <c>Particles</c>, or
    /// <c>Forces.Ca</c> for a nested one; empty where it is no single one.
    /// </summary>
    public string Option { get; init; } = "";

    /// <summary>Why it is impossible within so much memory.</summary>
    /// <param name="machineBytes">Bytes of memory that the machine has.</param>
    /// <returns>A message with the numbers and the cure, or null where it may be possible.</returns>
    public string? RefusalWithin(double machineBytes)
    {
        if (Bytes > machineBytes)
            return $"{Purpose} needs {Text(Bytes)} of memory, and this machine has {Text(machineBytes)}; {Cure}";
        if (LongestArray > Array.MaxLength)
        {
            string length = LongestArray.ToString("0", CultureInfo.InvariantCulture);
            return $"{Purpose} needs an array of {length} values, and the longest has {Array.MaxLength}; {Cure}";
        }
        return null;
    }

    private static string Text(double bytes) => bytes >= 1 << 30
        ? (bytes / (1 << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB"
        : (bytes / (1 << 20)).ToString("0.0", CultureInfo.InvariantCulture) + " MiB";
}
