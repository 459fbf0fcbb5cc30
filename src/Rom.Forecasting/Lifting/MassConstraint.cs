using System.Numerics.Tensors;

namespace Rom.Forecasting.Lifting;

/// <summary>Clips negative densities and restores the mass, in place, on one frame.</summary>
/// <param name="Clamp">The treatment of negative densities.</param>
/// <param name="Mass">The correction of the mass.</param>
internal readonly record struct MassConstraint(Clamp Clamp, MassCorrection Mass)
{
    /// <summary>Whether it changes anything.</summary>
    public bool IsActive => Clamp != Clamp.None || Mass != MassCorrection.None;

    /// <summary>Applies the correction.</summary>
    /// <param name="field">A lifted density [cells].</param>
    /// <param name="mass">The last known mass, as a sum over the cells.</param>
    /// <param name="scratch">Scratch of the same length.</param>
    public void Apply(Span<double> field, double mass, Span<double> scratch)
    {
        switch (Clamp)
        {
            case Clamp.Negatives: ClampNegatives(field); break;
            case Clamp.Renormalise: ClampAndRenormalise(field); break;
        }
        switch (Mass)
        {
            case MassCorrection.Scale: Scale(field, mass); break;
            case MassCorrection.Simplex: ProjectOntoSimplex(field, mass, scratch); break;
        }
    }

    /// <summary>The mass of a frame, as a sum over its cells.</summary>
    /// <param name="density">A density [cells].</param>
    public static double MassOf(ReadOnlySpan<float> density)
    {
        double sum = 0;
        foreach (float value in density) sum += value;
        return sum;
    }

    /// <summary>Sets negative cells to zero.</summary>
    /// <param name="field">A density [cells].</param>
    public static void ClampNegatives(Span<double> field) => TensorPrimitives.Max(field, 0.0, field);

    /// <summary>Sets negative cells to zero and scales the rest, so that the frame keeps its mass.</summary>
    /// <param name="field">A density [cells].</param>
    public static void ClampAndRenormalise(Span<double> field) => Scale(field, TensorPrimitives.Sum<double>(field));

    /// <summary>Sets negative cells to zero and scales the rest to a mass.</summary>
    /// <param name="field">A density [cells].</param>
    /// <param name="mass">
    /// The resulting sum over the cells: after an empty frame, 0 in every cell, as in <see cref="ProjectOntoSimplex"/>.
    /// A field without a positive cell stays empty, and a negative mass, which no density has, scales nothing.
    /// </param>
    public static void Scale(Span<double> field, double mass)
    {
        ClampNegatives(field);
        double sum = TensorPrimitives.Sum<double>(field);
        if (!(sum > 0 && mass >= 0 && double.IsFinite(mass))) return;
        if (!double.IsNormal(sum) || !double.IsFinite(mass / sum))
        {
            // The sum or the quotient leaves the range of doubles; shares of the largest cell do not.
            TensorPrimitives.Divide(field, TensorPrimitives.Max<double>(field), field);
            sum = TensorPrimitives.Sum<double>(field);
        }
        TensorPrimitives.Multiply(field, mass / sum, field);
    }

    /// <summary>
    /// Computes the nearest non-negative field, in the Euclidean norm, with a given mass: max(0, x − θ) (Duchi et al.,
    /// ICML 2008, figure 1).
    /// </summary>
    /// <param name="field">A density [cells]; finite.</param>
    /// <param name="mass">The resulting sum over the cells, at least 0.</param>
    /// <param name="sorted">Scratch of the same length.</param>
    public static void ProjectOntoSimplex(Span<double> field, double mass, Span<double> sorted)
    {
        if (mass == 0)
        {
            field.Clear(); // the only such field
            return;
        }
        field.CopyTo(sorted);
        sorted.Sort();
        double sum = 0, threshold = 0;
        for (int k = 1; k <= sorted.Length; k++)
        {
            double next = sorted[^k];
            double candidate = (sum + next - mass) / k;
            if (next <= candidate) break;
            sum += next;
            threshold = candidate;
        }
        TensorPrimitives.Subtract(field, threshold, field);
        ClampNegatives(field);
    }
}
