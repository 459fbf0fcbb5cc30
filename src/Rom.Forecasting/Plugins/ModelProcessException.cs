namespace Rom.Forecasting.Plugins;

/// <summary>A model's process ended, or the plugin in it threw.</summary>
/// <param name="message">What happened, for the user.</param>
/// <param name="details">What the process said of it: a stack, or its last words.</param>
internal sealed class ModelProcessException(string message, string details) : Exception(message)
{
    /// <summary>Whether the process is gone.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the plugin refuses its options; the message is the plugin's then.</summary>
    public bool IsRefusal { get; init; }

    /// <inheritdoc/>
    public override string ToString() => details.Length > 0 ? $"{Message}{Environment.NewLine}{details}" : Message;
}
