using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>An experiment's folder, as it was found in another one.</summary>
/// <param name="Root">
/// The folder in which it was looked for, absolute; of an experiment that was named itself, the one around it.
/// </param>
/// <param name="Folder">The experiment.</param>
internal sealed record ExperimentPlace(string Root, ExperimentFolder Folder)
{
    /// <summary>The path of the experiment in <see cref="Root"/>, with <c>/</c>.</summary>
    public string Name { get; } =
        Path.GetRelativePath(Root, Folder.Root).Replace(Path.DirectorySeparatorChar, '/');
}
