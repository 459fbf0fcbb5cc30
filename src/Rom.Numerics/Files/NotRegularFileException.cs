namespace Rom.Numerics.Files;

/// <summary>Thrown when a path that should be a file is a pipe, a device, a socket or a folder.</summary>
/// <param name="path">The path.</param>
/// <param name="kind">
/// The kind that was found, with its article (<see cref="RegularFile.OtherKindOf(string)"/>).
/// </param>
public sealed class NotRegularFileException(string path, string kind)
    : IOException($"expected a file, found {kind} at {path}")
{
    /// <summary>The kind that was found, with its article.</summary>
    public string Kind => kind;
}
