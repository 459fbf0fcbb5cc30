namespace Misbehaving;

/// <summary>An exception whose texts cannot be read.</summary>
public sealed class SilentException : Exception
{
    /// <inheritdoc/>
    public override string Message => throw new InvalidOperationException("no message");

    /// <inheritdoc/>
    public override string? StackTrace => throw new InvalidOperationException("no stack");
}
