namespace Rom.Forecasting.Plugins;

/// <summary>A refused plugin.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Reason">The reason and the remedy.</param>
/// <param name="Stack">The plugin's exception with its stack; null for none.</param>
internal sealed record RefusedPlugin(string Name, string Path, string Reason, string? Stack)
{
    /// <summary>Describes the plugin, its folder and the reason.</summary>
    /// <param name="verbose">Whether the stack follows.</param>
    public string Describe(bool verbose)
    {
        string message = $"plugin '{Name}' ({Path}) was refused: {Reason}";
        return verbose && Stack is not null ? message + Environment.NewLine + Stack : message;
    }
}
