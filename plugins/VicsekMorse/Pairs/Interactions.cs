namespace VicsekMorse.Pairs;

/// <summary>What each particle receives from the others in one step.</summary>
/// <param name="particles">Number of particles.</param>
internal sealed class Interactions(int particles)
{
    /// <summary>Sum of the neighbours' unit headings, the particle's own included, x component [N].</summary>
    public double[] HeadingX { get; } = new double[particles];

    /// <summary>Sum of the neighbours' unit headings, the particle's own included, y component [N].</summary>
    public double[] HeadingY { get; } = new double[particles];

    /// <summary>Morse force, x component [N].</summary>
    public double[] ForceX { get; } = new double[particles];

    /// <summary>Morse force, y component [N].</summary>
    public double[] ForceY { get; } = new double[particles];
}
