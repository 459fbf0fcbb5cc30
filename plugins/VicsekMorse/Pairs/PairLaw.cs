using VicsekMorse.Options;

namespace VicsekMorse.Pairs;

/// <summary>What acts between two particles.</summary>
/// <param name="AlignmentRadius">Particles align up to this distance, or null where they do not.</param>
/// <param name="Force">The force between them, or null where there is none.</param>
internal sealed record PairLaw(double? AlignmentRadius, MorseForce? Force)
{
    /// <summary>The distance beyond which nothing acts; 0 where nothing acts at all.</summary>
    public double Reach => Math.Max(AlignmentRadius ?? 0, Force?.Cutoff ?? 0);

    /// <summary>The law of given options. Forces that the speed mode ignores are not computed.</summary>
    /// <param name="options">The simulator's options.</param>
    public static PairLaw Of(VicsekMorseOptions options) => new(
        options.Alignment ? options.Radius : null,
        options.Forces.Enabled && options.SpeedMode != SpeedMode.Constant ? new MorseForce(options.Forces) : null);
}
