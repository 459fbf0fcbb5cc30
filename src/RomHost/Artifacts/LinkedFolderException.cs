namespace RomHost.Artifacts;

/// <summary>Thrown when a folder of an experiment is a link, so that its files would be elsewhere.</summary>
/// <param name="path">The link.</param>
internal sealed class LinkedFolderException(string path) : IOException(
    $"expected a folder of the experiment at {path}, found a link to {new FileInfo(path).LinkTarget}; behind links "
    + "nothing is listed, written or removed: move the folder here, or let the experiment's whole folder be the link");
