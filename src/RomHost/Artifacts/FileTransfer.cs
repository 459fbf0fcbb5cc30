using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>Gives files of one experiment to another, on the file system as it is; tests have one that fails.</summary>
internal class FileTransfer
{
    /// <summary>Gives a file a second name.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">The new name, which nothing has.</param>
    public virtual HardLinkOutcome Link(string source, string name) => HardLink.TryCreate(source, name);

    /// <summary>Copies a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">The name of the copy, which nothing has.</param>
    /// <param name="cancellation">Cancels the copying.</param>
    /// <exception cref="IOException">It cannot be read or written, for lack of room, say.</exception>
    public virtual void Copy(string source, string name, CancellationToken cancellation)
    {
        // Not File.Copy, which would wait for the writer of a pipe and cannot be cancelled.
        using var from = RegularFile.OpenRead(source);
        using var to = new FileStream(name, FileMode.CreateNew, FileAccess.Write);
        from.CopyToAsync(to, cancellation).GetAwaiter().GetResult();
    }
}
