using System.Reflection;
using System.Text.Json;

namespace Costs.Tests;

/// <summary>
/// The committed costs, <c>baseline.json</c>. With the environment variable <c>ROMHOST_WRITE_BASELINE</c> set, tests
/// write their measurements instead of comparing them.
/// </summary>
internal static class Baseline
{
    private static readonly string Path =
        typeof(Baseline).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "Baseline").Value!;

    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Compares a cost with the committed one.</summary>
    /// <param name="name">The work.</param>
    /// <param name="found">What it costs now.</param>
    public static void Check(string name, Cost found)
    {
        var costs = File.Exists(Path)
            ? JsonSerializer.Deserialize<SortedDictionary<string, Cost>>(File.ReadAllText(Path), Format)!
            : [];
        if (Environment.GetEnvironmentVariable("ROMHOST_WRITE_BASELINE") is { Length: > 0 })
        {
            costs[name] = found;
            File.WriteAllText(Path, JsonSerializer.Serialize(costs, Format) + "\n");
            return;
        }
        Assert.True(
            costs.TryGetValue(name, out var committed),
            $"{Path} knows no '{name}': write it with ROMHOST_WRITE_BASELINE=1");
        string cure = $"'{name}': {found}, committed {committed}. If it must cost more, say why in the commit and "
            + "write the baseline anew with ROMHOST_WRITE_BASELINE=1";
        // The runtime's own buffers vary a little; zero stays zero.
        Assert.True(
            found.AllocatedBytes <= committed.AllocatedBytes * 1.05 + (committed.AllocatedBytes > 0 ? 4096 : 0), cure);
        Assert.True(found.Operations <= committed.Operations, cure);
    }
}
