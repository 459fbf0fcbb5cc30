using System.Reflection;
using Rom.Abstractions;

namespace Rom.Testing.Rules;

/// <summary>What the host asks of a plugin's assembly when it loads it; in a test project the plugin is there already.</summary>
internal static class LoadingRules
{
    /// <summary>Why the host would refuse a plugin; or null.</summary>
    /// <param name="plugin">The plugin's entry.</param>
    /// <param name="offers">What it registered.</param>
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
        return offers.GroupBy(offer => (offer.GetType(), offer.Name)).FirstOrDefault(same => same.Count() > 1) is { } twice
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
