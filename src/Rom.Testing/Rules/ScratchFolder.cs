namespace Rom.Testing.Rules;

/// <summary>A folder for a check's files; it is gone when the check is.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("rom-testing-").FullName;

    /// <summary>A new folder in it.</summary>
    /// <param name="name">Its name.</param>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
