namespace VicsekMorse.Pairs;

/// <summary>
/// The interaction of a pair: each heading contributes to the other within the radius, and the force acts on both.
/// </summary>
/// <param name="Radius">The radius R of the alignment; null without it.</param>
/// <param name="Force">The force; null without it.</param>
internal sealed record Interactions(double? Radius, MorseForce? Force)
{
    /// <summary>The distance beyond which no interaction acts.</summary>
    public double Reach => Math.Max(Radius ?? 0, Force?.Cutoff ?? 0);
}
