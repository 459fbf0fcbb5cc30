namespace RomHost.Configuration.Yaml;

/// <summary>Spells paths such as <c>models[1].hidden_units</c>.</summary>
internal static class ConfigPath
{
    /// <summary>The path of a key; the root's path is empty.</summary>
    public static string Key(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    /// <summary>The path of an item.</summary>
    public static string Item(string parent, int index) => $"{parent}[{index}]";
}
