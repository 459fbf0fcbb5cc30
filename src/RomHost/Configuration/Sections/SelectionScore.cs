namespace RomHost.Configuration.Sections;

/// <summary>The score by which candidates for options are compared, over the held-out runs' forecast states.</summary>
public enum SelectionScore
{
    /// <summary>Pooled R² of the latent states; higher is better.</summary>
    R2Latent,

    /// <summary>Root mean squared error of the latent states; lower is better.</summary>
    RmseLatent,
}
