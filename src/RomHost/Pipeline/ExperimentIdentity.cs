using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Pipeline;

/// <summary>
/// The digest of what an experiment's artifacts are made from: processes with the same one may work beside each other.
/// </summary>
internal static class ExperimentIdentity
{
    /// <summary>Computes the digest.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="isUnique">
    /// Whether it is unlike any other: what is made again must not be taken for current by others meanwhile.
    /// </param>
    public static string Of(ExperimentContext context, bool isUnique)
    {
        var text = new StringBuilder(ConfigurationWriter.WriteValues(context.Experiment));
        text.Append(HostBuild.Measurements).Append('\n');
        foreach (var plugin in context.Components.Plugins) text.Append(plugin.Build).Append('\n');
        foreach (var split in Enum.GetValues<Split>())
        {
            foreach (string file in context.Experiment.RunsOf(split).SelectMany(InputFilesOf))
            {
                // Their content is read for each run, which may be elsewhere.
                var found = new FileInfo(file);
                text.Append(CultureInfo.InvariantCulture, $"{file} ");
                if (found.Exists)
                    text.Append(CultureInfo.InvariantCulture, $"{found.Length} {found.LastWriteTimeUtc:O}");
                text.Append('\n');
            }
        }
        if (isUnique) text.Append(Guid.NewGuid());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<string> InputFilesOf(PlannedRun run) =>
        run.InputFiles.Select(name => run.Parameters.GetValueOrDefault(name)).OfType<string>();
}
