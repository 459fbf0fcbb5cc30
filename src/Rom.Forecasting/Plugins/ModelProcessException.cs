namespace Rom.Forecasting.Plugins;

/// <summary>Thrown when a model's process ends, or the plugin in it throws.</summary>
/// <param name="message">The event, for the user.</param>
/// <param name="details">The stack of the exception, or the process's last output.</param>
internal sealed class ModelProcessException(string message, string details) : Exception(message)
{
    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the plugin refuses its options; the message is the plugin's then.</summary>
    public bool IsRefusal { get; init; }

    /// <inheritdoc/>
    public override string ToString() => details.Length > 0 ? $"{Message}{Environment.NewLine}{details}" : Message;
}
