using System.Globalization;
using System.Reflection;

namespace Fuzz.Tests;

/// <summary>What the environment asks for (CONTRIBUTING.md).</summary>
internal static class FuzzSettings
{
    /// <summary>Seconds for each reader instead of its number of inputs; null where the fixed number is read.</summary>
    public static double? Seconds => Number("ROMHOST_FUZZ_SECONDS");

    /// <summary>Which inputs: another seed, other inputs.</summary>
    public static int Seed => (int)(Number("ROMHOST_FUZZ_SEED") ?? 1);

    /// <summary>
    /// An input that was kept, to be read once more: its path, or its name in <see cref="Findings"/>.
    /// </summary>
    public static string? Replay =>
        Environment.GetEnvironmentVariable("ROMHOST_FUZZ_REPLAY") is { Length: > 0 } name
            ? Path.Combine(Findings, name)
            : null;

    /// <summary>Where inputs are kept that made a reader do what it may not.</summary>
    public static string Findings { get; } = Path.GetFullPath(typeof(FuzzSettings).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Findings").Value!);

    private static double? Number(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? double.Parse(text, CultureInfo.InvariantCulture)
        : null;
}
