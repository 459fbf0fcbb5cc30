namespace Rom.Forecasting.Files;

/// <summary>The paths of the artifacts that all models of an experiment share (docs/file-formats.md).</summary>
/// <param name="Root">The folder <c>rom_common</c>, absolute.</param>
internal sealed record ReductionFolder(string Root)
{
    /// <summary>The folder's name in that of an experiment.</summary>
    public const string Name = "rom_common";

    /// <summary>The POD basis.</summary>
    public string PodBasis => Path.Combine(Root, "pod_basis.npz");

    /// <summary>Returns the basis of a channel of further fields.</summary>
    /// <param name="channel">The channel's name.</param>
    public string ChannelBasis(string channel) => Path.Combine(Root, $"pod_basis_{channel}.npz");

    /// <summary>Reference and shifts of the alignment.</summary>
    public string ShiftAlign => Path.Combine(Root, "shift_align.npz");

    /// <summary>Windows and trajectories of the training runs.</summary>
    public string LatentDataset => Path.Combine(Root, "latent_dataset.npz");

    /// <summary>Means over the training runs.</summary>
    public string Climatology => Path.Combine(Root, "climatology.npz");
}
