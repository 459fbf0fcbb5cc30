using RomHost.Configuration.Yaml;
using RomHost.Sweeps;

namespace RomHost.Cli;

/// <summary>Writes the experiments of a sweep as a table: their names, and the values in which they differ.</summary>
internal static class SweepText
{
    private const string Gap = "  ";

    /// <summary>Writes the table.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="experiments">Its experiments.</param>
    /// <param name="refused">Those that cannot run.</param>
    /// <param name="output">The output.</param>
    public static void Write(
        Sweep sweep, IReadOnlyList<SweepExperiment> experiments,
        IReadOnlyDictionary<string, ConfigurationException> refused, TextWriter output)
    {
        string[][] rows =
        [
            [
                "experiment", .. sweep.Axes.Where(axis => axis.Varies).SelectMany(axis => axis.Keys),
                .. refused.Count > 0 ? ["refused"] : Array.Empty<string>(),
            ],
            .. experiments.Select(experiment => (string[])
            [
                experiment.Name,
                .. sweep.Axes.Zip(experiment.Steps).Where(one => one.First.Varies)
                    .SelectMany(one => one.First.Steps[one.Second].Values).Select(YamlWriter.Flow),
                .. refused.GetValueOrDefault(experiment.Name) is { } reason
                    ? [reason.Errors[0].ToString()]
                    : Array.Empty<string>(),
            ]),
        ];
        int[] widths =
        [
            .. Enumerable.Range(0, rows[0].Length).Select(column =>
                rows.Max(row => row.ElementAtOrDefault(column)?.Length ?? 0)),
        ];
        foreach (string[] row in rows)
            output.WriteLine(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
