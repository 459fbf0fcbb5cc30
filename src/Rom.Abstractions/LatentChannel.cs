namespace Rom.Abstractions;

/// <summary>A named part of a latent state: the coordinates of one kind of snapshot.</summary>
/// <param name="Name">Its name: <see cref="Pod"/>, or that of the channel of further fields.</param>
/// <param name="Offset">Its first coordinate in a state, from 0.</param>
/// <param name="Length">The number of its coordinates; 0 for a channel whose fields never change.</param>
public sealed record LatentChannel(string Name, int Offset, int Length)
{
    /// <summary>The channel of the density's POD modes, which alone is lifted and scored. It is the first.</summary>
    public const string Pod = "pod";

    /// <summary>
    /// The channel of the rate of the shift that aligns frames, which follows <see cref="Pod"/> where it is forecast.
    /// </summary>
    public const string ShiftRate = "shift_rate";

    /// <summary>Names that no channel of further fields may have.</summary>
    internal static IReadOnlyList<string> Reserved { get; } = [Pod, ShiftRate];
}
