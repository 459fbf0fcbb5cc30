namespace VicsekMorse.Pairs;

/// <summary>Particles that stand one after the other, and how their partners are moved to meet them.</summary>
/// <param name="Begin">The place of the first.</param>
/// <param name="End">The place behind the last.</param>
/// <param name="Dx">By how much a partner is moved in x: to its image that is nearest to them.</param>
/// <param name="Dy">By how much a partner is moved in y.</param>
internal readonly record struct Stretch(int Begin, int End, double Dx, double Dy);
