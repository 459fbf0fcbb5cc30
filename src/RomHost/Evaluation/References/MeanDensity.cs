namespace RomHost.Evaluation.References;

/// <summary>The mean density of the training runs, in the lab frame that of the densities as they lie there.</summary>
/// <param name="density">The mean in the aligned frame [cells].</param>
/// <param name="labDensity">The mean in the lab frame [cells].</param>
internal sealed class MeanDensity(double[] density, double[] labDensity) : IReferenceForecast
{
    /// <inheritdoc/>
    public int Steps => 1;

    /// <inheritdoc/>
    public void Aligned(int step, Span<double> frame) => density.CopyTo(frame);

    /// <inheritdoc/>
    public void Lab(ReadOnlySpan<double> aligned, Span<double> frame) => labDensity.CopyTo(frame);
}
