namespace RomHost.Artifacts;

/// <summary>A process's right to make an artifact. Disposing it gives it back.</summary>
internal sealed class ArtifactClaim : IDisposable
{
    // Threads that the work starts belong to it.
    private static readonly AsyncLocal<ArtifactClaim?> Local = new();

    private readonly ArtifactClaim? outer;

    /// <summary>Describes a claim that the process has.</summary>
    /// <param name="turn">The process's turn.</param>
    /// <param name="path">The file of the claim.</param>
    public ArtifactClaim(ExperimentTurn turn, string path)
    {
        (Turn, Path, outer) = (turn, path, Local.Value);
        Local.Value = this;
    }

    /// <summary>The claim under which this thread works; null for none.</summary>
    public static ArtifactClaim? Present => Local.Value;

    /// <summary>The turn of the process that has it.</summary>
    public ExperimentTurn Turn { get; }

    /// <summary>The file of the claim.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Local.Value = outer;
        Turn.GiveBack(this);
    }
}
