using System.Globalization;
using System.Reflection;

namespace Fuzz.Tests;

/// <summary>The settings from the environment (CONTRIBUTING.md).</summary>
internal static class FuzzSettings
{
    /// <summary>Seconds for each reader instead of its number of inputs; null where the fixed number is read.</summary>
    public static double? Seconds => Number("ROMHOST_FUZZ_SECONDS");

    /// <summary>The seed of the inputs.</summary>
    public static int Seed => (int)(Number("ROMHOST_FUZZ_SEED") ?? 1);

    /// <summary>A kept input to read again: its path, or its name in <see cref="Findings"/>.</summary>
    public static string? Replay =>
        Environment.GetEnvironmentVariable("ROMHOST_FUZZ_REPLAY") is { Length: > 0 } name
            ? Path.Combine(Findings, name)
            : null;

    /// <summary>The folder for inputs that caused a violation.</summary>
    public static string Findings { get; } = Path.GetFullPath(typeof(FuzzSettings).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Findings").Value!);

    private static double? Number(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? double.Parse(text, CultureInfo.InvariantCulture)
        : null;
}
