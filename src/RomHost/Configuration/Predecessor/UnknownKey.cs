using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Handles a key without a rule: near a known key it is refused as a typing error, otherwise it causes a warning.
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
