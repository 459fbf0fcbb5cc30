using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// Transforms a density field before POD, and back after lifting, one frame at a time in double precision.
/// </summary>
internal abstract class FieldTransform
{
    /// <summary>Creates the transform of a configuration.</summary>
    /// <param name="kind">The kind of transform.</param>
    /// <param name="epsilon">The offset ε of <c>sqrt</c> and <c>log</c> [density].</param>
    public static FieldTransform Of(DensityTransform kind, double epsilon) => kind switch
    {
        DensityTransform.Raw => new Raw(),
        DensityTransform.Sqrt => new SquareRoot(epsilon),
        DensityTransform.Log => new Logarithm(epsilon),
        DensityTransform.Meansub => new MeanSubtraction(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such transform"),
    };

    /// <summary>
    /// The largest negative value that the inverse gives for zero density: <c>sqrt</c> and <c>log</c> return −ε there,
    /// which is not a negative density.
    /// </summary>
    public virtual double Floor => 0;

    /// <summary>Transforms a density in place.</summary>
    /// <param name="field">The density ρ [cells].</param>
    public abstract void Forward(Span<double> field);

    /// <summary>Transforms a density that is stored in single precision.</summary>
    /// <param name="density">The density ρ [cells].</param>
    /// <param name="field">Receives the transformed field [cells].</param>
    public virtual void Forward(ReadOnlySpan<float> density, Span<double> field)
    {
        TensorPrimitives.ConvertTruncating(density, field);
        Forward(field);
    }

    /// <summary>Undoes the transform in place.</summary>
    /// <param name="field">The transformed field [cells].</param>
    /// <param name="meanDensity">The density's mean over the domain, as last known.</param>
    public abstract void Inverse(Span<double> field, double meanDensity);

    /// <summary>
    /// Whether the density of a mean field is the mean of the densities, so that the variance of a field does not
    /// matter.
    /// </summary>
    public virtual bool IsLinear => true;

    /// <summary>
    /// Returns the mean of the densities of fields that are known by mean and variance, in place. A linear transform
    /// has no need of the variance.
    /// </summary>
    /// <param name="field">The mean of the transformed fields [cells]; becomes that of the densities.</param>
    /// <param name="variance">Their variance in each cell, at least 0 [cells].</param>
    /// <param name="meanDensity">The density's mean over the domain, as last known.</param>
    public virtual void ExpectedInverse(Span<double> field, ReadOnlySpan<double> variance, double meanDensity) =>
        Inverse(field, meanDensity);

    /// <summary>
    /// Returns the variance with which <see cref="ExpectedInverse"/> turns the mean of fields into the mean of their
    /// densities; at least 0.
    /// </summary>
    /// <param name="field">The mean of the transformed fields [cells].</param>
    /// <param name="density">The mean of the densities [cells].</param>
    /// <param name="variance">Receives the variance [cells].</param>
    public virtual void VarianceOf(
        ReadOnlySpan<double> field, ReadOnlySpan<double> density, Span<double> variance) => variance.Clear();

    private sealed class Raw : FieldTransform
    {
        public override void Forward(Span<double> field)
        {
        }

        public override void Inverse(Span<double> field, double meanDensity)
        {
        }
    }

    /// <summary>√(ρ+ε), undone by max(0,·)² − ε.</summary>
    private sealed class SquareRoot(double epsilon) : FieldTransform
    {
        public override double Floor => -epsilon;

        public override void Forward(Span<double> field)
        {
            TensorPrimitives.Add(field, epsilon, field);
            TensorPrimitives.Sqrt(field, field);
        }

        // In one loop, because every snapshot passes it in every pass over the ensemble.
        public override void Forward(ReadOnlySpan<float> density, Span<double> field)
        {
            ref float from = ref MemoryMarshal.GetReference(density);
            ref double to = ref MemoryMarshal.GetReference(field[..density.Length]);
            var offset = Vector.Create(epsilon);
            nuint i = 0, n = (nuint)density.Length, lanes = (nuint)Vector<double>.Count;
            for (; i + 2 * lanes <= n; i += 2 * lanes)
            {
                Vector.Widen(Vector.LoadUnsafe(ref from, i), out var low, out var high);
                Vector.SquareRoot(low + offset).StoreUnsafe(ref to, i);
                Vector.SquareRoot(high + offset).StoreUnsafe(ref to, i + lanes);
            }
            for (; i < n; i++) field[(int)i] = Math.Sqrt(density[(int)i] + epsilon);
        }

        // In one loop, because every member of an ensemble passes it. NaN is not below 0 and stays.
        public override void Inverse(Span<double> field, double meanDensity)
        {
            var vectors = MemoryMarshal.Cast<double, Vector<double>>(field);
            var offset = Vector.Create(epsilon);
            for (int i = 0; i < vectors.Length; i++)
            {
                var root = vectors[i];
                root = Vector.ConditionalSelect(
                    Vector.LessThan(root, Vector<double>.Zero), Vector<double>.Zero, root);
                vectors[i] = root * root - offset;
            }
            for (int i = vectors.Length * Vector<double>.Count; i < field.Length; i++)
            {
                double root = Math.Max(field[i], 0);
                field[i] = root * root - epsilon;
            }
        }

        public override bool IsLinear => false;

        // E[x²] = E[x]² + Var[x], whatever the distribution.
        public override void ExpectedInverse(
            Span<double> field, ReadOnlySpan<double> variance, double meanDensity)
        {
            Inverse(field, meanDensity);
            TensorPrimitives.Add(field, variance, field);
        }

        public override void VarianceOf(
            ReadOnlySpan<double> field, ReadOnlySpan<double> density, Span<double> variance)
        {
            for (int i = 0; i < field.Length; i++)
            {
                double root = Math.Max(0, field[i]);
                variance[i] = Math.Max(0, density[i] + epsilon - root * root);
            }
        }
    }

    /// <summary>log(ρ+ε), undone by exp(·) − ε.</summary>
    private sealed class Logarithm(double epsilon) : FieldTransform
    {
        public override double Floor => -epsilon;

        public override void Forward(Span<double> field)
        {
            TensorPrimitives.Add(field, epsilon, field);
            TensorPrimitives.Log(field, field);
        }

        public override void Inverse(Span<double> field, double meanDensity)
        {
            TensorPrimitives.Exp(field, field);
            TensorPrimitives.Subtract(field, epsilon, field);
        }

        public override bool IsLinear => false;

        // E[exp x] = exp(E[x] + Var[x]/2) of normal x.
        public override void ExpectedInverse(
            Span<double> field, ReadOnlySpan<double> variance, double meanDensity)
        {
            TensorPrimitives.MultiplyAdd(variance, 0.5, field, field);
            Inverse(field, meanDensity);
        }

        public override void VarianceOf(
            ReadOnlySpan<double> field, ReadOnlySpan<double> density, Span<double> variance)
        {
            for (int i = 0; i < field.Length; i++)
                variance[i] = Math.Max(0, 2 * (Math.Log(Math.Max(0, density[i]) + epsilon) - field[i]));
        }
    }

    /// <summary>Each frame less its own mean over the domain; undone with the last known mean.</summary>
    private sealed class MeanSubtraction : FieldTransform
    {
        public override void Forward(Span<double> field) =>
            TensorPrimitives.Subtract(field, TensorPrimitives.Sum(field) / field.Length, field);

        public override void Inverse(Span<double> field, double meanDensity) =>
            TensorPrimitives.Add(field, meanDensity, field);
    }
}
