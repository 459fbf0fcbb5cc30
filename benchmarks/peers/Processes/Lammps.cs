using System.Diagnostics;
using System.Globalization;

namespace Peers.Processes;

/// <summary>LAMMPS on one core, which reports the time of its loop.</summary>
internal sealed class Lammps : Measuring.IContender
{
    private const string Program = "lmp";
    private readonly string version;

    private Lammps(string version) => this.version = version;

    /// <inheritdoc/>
    public string Name => $"LAMMPS {version}, pair_style morse";

    /// <summary>Finds LAMMPS.</summary>
    /// <returns>Null where it is not installed.</returns>
    public static Lammps? Find()
    {
        try
        {
            string? line = Run("-h").FirstOrDefault(text => text.Contains("Simulator - ", StringComparison.Ordinal));
            return line is null ? null : new Lammps(line.Split("Simulator - ")[1].Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public double Measure()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "lammps", "morse.in");
        // "Loop time of 0.81 on 1 procs for 100 steps with 32400 atoms"; the first such line belongs to the warm-up.
        string[] loop = Run("-in", script, "-log", "none")
            .Last(line => line.StartsWith("Loop time of", StringComparison.Ordinal)).Split(' ');
        return Number(loop[3]) / (Number(loop[8]) * Number(loop[11]));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Each measurement has a process of its own.
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static List<string> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line) lines.Add(line);
        process.WaitForExit();
        return lines;
    }
}
