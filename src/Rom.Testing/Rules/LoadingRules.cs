using System.Reflection;
using Rom.Abstractions;

namespace Rom.Testing.Rules;

/// <summary>
/// The host's rules for loading a plugin's assembly; in a test project the assembly is loaded already.
/// </summary>
internal static class LoadingRules
{
    /// <summary>Returns the reason why the host would refuse a plugin; or null.</summary>
    /// <param name="plugin">The plugin's entry point.</param>
    /// <param name="offers">The plugin's registrations.</param>
    public static string? Breach(Type plugin, IReadOnlyList<PluginRegistration> offers)
    {
        string[] entries = [.. ExportedTypes(plugin.Assembly)
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IRomPlugin))).Select(type => type.Name)];
        if (entries.Length != 1)
        {
            return $"expected exactly one public class that implements {nameof(IRomPlugin)} in its assembly, found "
                + (entries.Length == 0 ? "none" : string.Join(", ", entries));
        }
        if (offers.Count == 0) return "it registers no simulator, density estimator or model";
        return offers.GroupBy(offer => (offer.GetType(), offer.Name))
            .FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"it offers '{twice.Key.Name}' twice; register each name once"
            : null;
    }

    private static Type[] ExportedTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (FileNotFoundException e)
        {
            throw new ContractBrokenException($"its types cannot be loaded: {e.Message}");
        }
    }
}
