using System.ComponentModel.DataAnnotations;

namespace RomHost.Clusters;

/// <summary>How a submission is worked on without a scheduler.</summary>
internal sealed record LocalOptions
{
    /// <summary>Processes at once.</summary>
    [Range(1, 1024)]
    public int Processes { get; init; } = 1;
}
