using System.Diagnostics;
using System.Globalization;
using Peers.Processes;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>
/// An experiment under an output root of a thousand others, none of which has anything that it needs: what looking for
/// it costs.
/// </summary>
internal sealed class StoreLookup : IRow
{
    private const int Others = 1000, Repeats = 3;
    private const double Most = 1;

    /// <inheritdoc/>
    public string Key => "store-lookup";

    /// <inheritdoc/>
    public string Work => $"romhost run of a small experiment beside {Others} others that have nothing of it";

    /// <inheritdoc/>
    public string Target => $"with the index, ≤ {Most} s more than alone";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        string root = workplace.Path("thousand"), alone = workplace.Path("alone");
        Run(root, "other-0000", seed: 0);
        string first = Path.Combine(root, "other-0000");
        int records = Directory.EnumerateFiles(first, "*.json", SearchOption.AllDirectories)
            .Count(path => File.ReadAllText(path).Contains("\"outputs\"", StringComparison.Ordinal));
        for (int k = 1; k < Others; k++)
            Copy(first, Path.Combine(root, $"other-{k.ToString("0000", CultureInfo.InvariantCulture)}"));
        double[] seconds = [.. Enumerable.Range(1, Repeats).Select(k => Run(alone, $"alone-{k}", seed: k))];
        // Folders that changed just now are not kept in the index.
        Thread.Sleep(TimeSpan.FromSeconds(3));
        double without = Run(root, "new-0", seed: 100);
        double[] with = [.. Enumerable.Range(1, Repeats).Select(k => Run(root, $"new-{k}", seed: 100 + k))];
        double usual = seconds.Order().ElementAt(Repeats / 2), kept = with.Order().ElementAt(Repeats / 2);
        yield return new Finding($"with the index {Figure.Time(kept)}", kept - usual <= Most)
        {
            Peer = $"alone {Figure.Time(usual)}",
            Ceiling = $"the first one, which reads {Others} × {records} records, {Figure.Time(without)}",
        };
        Directory.Delete(root, recursive: true);
        Directory.Delete(alone, recursive: true);
    }

    private static double Run(string root, string name, int seed) => HostProcess.Run(
        "run", "-c", Path.Combine(AppContext.BaseDirectory, "configurations", "lookup.yaml"), "-o", root, "-n", name,
        "-q", "--set", $"seed={seed}").Wall.TotalSeconds;

    // As second names, which take no room.
    private static void Copy(string folder, string name)
    {
        using var copy = Process.Start("cp", ["-al", folder, name]);
        copy.WaitForExit();
        if (copy.ExitCode != 0) throw new InvalidOperationException($"{folder} cannot be copied to {name}");
    }
}
