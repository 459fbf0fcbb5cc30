using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Decides on a key that no rule speaks of: near a known key it is taken for a slip and refused, else it is named in a
/// warning.
/// </summary>
internal static class UnknownKey
{
    /// <summary>Adds the error or the warning.</summary>
    public static void Report(
        MappingEntry entry,
        IReadOnlyCollection<string> known,
        ConfigurationErrors errors,
        List<ConfigurationWarning> warnings)
    {
        bool isFree = PredecessorKeys.FreeBeginnings.Any(entry.Key.StartsWith);
        if (!isFree && NearestName.Among(entry.Key, known) is { } nearest)
        {
            errors.Add(
                entry.KeyLocation,
                entry.Value.Path,
                $"unknown key; did you mean '{nearest}'? (keys here: {string.Join(", ", known)})");
            return;
        }
        warnings.Add(new ConfigurationWarning(
            entry.KeyLocation, entry.Value.Path.ToString(), "it has no counterpart here and is not used"));
    }
}
