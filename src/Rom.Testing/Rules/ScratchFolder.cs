namespace Rom.Testing.Rules;

/// <summary>A folder for a check's files, removed after the check.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>The path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("rom-testing-").FullName;

    /// <summary>Creates a folder in it.</summary>
    /// <param name="name">Its name.</param>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
