namespace Rom.Numerics.Files;

/// <summary>What was to be read as a file is something else: a pipe, a device, a socket or a folder.</summary>
/// <param name="path">The path.</param>
/// <param name="kind">What is there, with its article (<see cref="RegularFile.OtherKindOf(string)"/>).</param>
public sealed class NotRegularFileException(string path, string kind) : IOException($"expected a file, found {kind} at {path}")
{
    /// <summary>What is there, with its article.</summary>
    public string Kind => kind;
}
