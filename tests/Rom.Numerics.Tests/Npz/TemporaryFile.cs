namespace Rom.Numerics.Tests.Npz;

/// <summary>The path of a file that is removed at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("rom-numerics-");

    public string Path => System.IO.Path.Combine(directory.FullName, "arrays.npz");

    public string[] FilesBeside => [.. directory.GetFiles().Select(file => file.Name)];

    public void Dispose() => directory.Delete(recursive: true);
}
