using System.Globalization;

namespace Rom.Analysis.Energy;

/// <summary>
/// Reads the energy of the processor packages and their memory from the processor's counters (RAPL), as Linux's power
/// capping framework exposes them: <c>intel-rapl:*/energy_uj</c>, also for AMD processors. Subdomains other than
/// <c>dram</c> are part of their package.
/// </summary>
public sealed class EnergyCounter
{
    /// <summary>The folder in which Linux exposes the counters.</summary>
    public const string Linux = "/sys/class/powercap";

    private readonly string[] domains;
    private readonly double[] ranges;
    private readonly double[] last;
    private double joules;

    private EnergyCounter(string[] domains)
    {
        this.domains = domains;
        ranges = [.. domains.Select(domain => Microjoules(Path.Combine(domain, "max_energy_range_uj")))];
        last = [.. domains.Select(Counted)];
    }

    /// <summary>Finds the counters.</summary>
    /// <param name="root">The folder of the counters: <see cref="Linux"/>.</param>
    /// <param name="why">The reason why there are none.</param>
    /// <returns>A counter that starts at 0, or null.</returns>
    public static EnergyCounter? Find(string root, out string why)
    {
        why = "";
        string[] domains = Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root, "intel-rapl:*").Where(Counts).Order(StringComparer.Ordinal)]
            : [];
        if (domains.Length == 0)
        {
            why = $"the system shows no energy counters in {root}";
            return null;
        }
        try
        {
            return new EnergyCounter(domains);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            why = $"the energy counters cannot be read: {e.Message}";
            return null;
        }
    }

    /// <summary>
    /// Returns the energy since the counter was created [J]. Call it every few minutes, before a hardware counter wraps
    /// around.
    /// </summary>
    public double Read()
    {
        for (int i = 0; i < domains.Length; i++)
        {
            double now = Counted(domains[i]);
            joules += 1e-6 * (now >= last[i] ? now - last[i] : now + ranges[i] - last[i]);
            last[i] = now;
        }
        return joules;
    }

    private static bool Counts(string domain)
    {
        string name = Path.Combine(domain, "name");
        string kind = File.Exists(name) ? File.ReadAllText(name).Trim() : "";
        return kind == "dram" || kind.StartsWith("package", StringComparison.Ordinal);
    }

    private static double Counted(string domain) => Microjoules(Path.Combine(domain, "energy_uj"));

    private static double Microjoules(string path) =>
        ulong.Parse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
}
