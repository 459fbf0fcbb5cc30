using System.Numerics.Tensors;

namespace Kernel;

/// <summary>The kernel exp(−½ (d/ℓ)²).</summary>
internal static class GaussianKernel
{
    /// <summary>Computes values of the kernel in place.</summary>
    /// <param name="squares">Squared distances d²; the values on return.</param>
    /// <param name="width">The width ℓ.</param>
    public static void OfSquares(Span<double> squares, double width)
    {
        TensorPrimitives.Multiply(squares, -0.5 / (width * width), squares);
        TensorPrimitives.Exp<double>(squares, squares);
    }
}
