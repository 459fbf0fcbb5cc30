namespace VicsekMorse.Pairs;

/// <summary>What a pair does to each other: both headings count for the other within the radius, and the force acts.</summary>
/// <param name="Radius">The radius R of the alignment; null without it.</param>
/// <param name="Force">The force; null without it.</param>
internal sealed record Interactions(double? Radius, MorseForce? Force)
{
    /// <summary>The distance beyond which nothing acts.</summary>
    public double Reach => Math.Max(Radius ?? 0, Force?.Cutoff ?? 0);
}
