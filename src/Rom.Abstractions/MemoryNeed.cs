using System.Globalization;

namespace Rom.Abstractions;

/// <summary>
/// The least memory of a piece of work, so that impossible work can be refused, with the number, before it begins.
/// </summary>
/// <remarks>
/// Needs are lower bounds: they count arrays that certainly exist at the same time, so that nothing is refused that
/// would fit. They are doubles because products of options overflow integers.
/// </remarks>
public sealed record MemoryNeed
{
    /// <summary>The purpose, with its numbers: <c>a run of 501 frames of 300 particles</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Number of bytes, at least.</summary>
    public required double Bytes { get; init; }

    /// <summary>Elements of the longest array among them; no machine has arrays longer than Array.MaxLength.</summary>
    public double LongestArray { get; init; }

    /// <summary>The remedy: <c>use fewer particles or a larger save_every</c>.</summary>
    public required string Cure { get; init; }

    /// <summary>
    /// The option that a message points to: a property's name such as <c>Particles</c>, or <c>Forces.Ca</c> for a
    /// nested one; empty where no single option is the cause.
    /// </summary>
    public string Option { get; init; } = "";

    /// <summary>Returns the reason why the work is impossible within an amount of memory.</summary>
    /// <param name="machineBytes">Bytes of memory that the machine has.</param>
    /// <returns>A message with the numbers and the remedy, or null where the work may be possible.</returns>
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
