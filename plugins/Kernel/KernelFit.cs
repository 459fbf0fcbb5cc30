namespace Kernel;

/// <summary>A map f(φ) = mean + Σ_i exp(−½ (|φ − points_i| / width)²) coefficients_i.</summary>
/// <param name="Points">Features of the training windows [n, features].</param>
/// <param name="Coefficients">[n, h·r].</param>
/// <param name="Mean">The mean continuation [h·r].</param>
/// <param name="Width">The width ℓ of the kernel.</param>
internal sealed record KernelFit(double[] Points, double[] Coefficients, double[] Mean, double Width)
{
    /// <summary>Number n of windows.</summary>
    public int Windows => Coefficients.Length / Mean.Length;
}
