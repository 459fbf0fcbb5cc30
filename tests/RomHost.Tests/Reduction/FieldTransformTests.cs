using FsCheck.Xunit;
using Rom.Forecasting.Reduction;

namespace RomHost.Tests.Reduction;

public sealed class FieldTransformTests
{
    [Property]
    public bool Inverse_UndoesForward(ushort[] cells)
    {
        if (cells.Length == 0) return true;
        double[] density = [.. cells.Select(cell => cell / 1000.0)];
        foreach (var kind in Enum.GetValues<DensityTransform>())
        {
            var transform = FieldTransform.Of(kind, 1e-10);
            double[] field = [.. density];
            transform.Forward(field);
            transform.Inverse(field, density.Average());
            if (field.Zip(density).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-9)) return false;
        }
        return true;
    }

    [Fact]
    public void Sqrt_OfAnEmptyCell_LiesOnTheFloor_WhichIsNoNegativeDensity()
    {
        var transform = FieldTransform.Of(DensityTransform.Sqrt, 1e-10);
        double[] lifted = [-0.5];
        transform.Inverse(lifted, 0);
        Assert.Equal(-1e-10, lifted[0]);
        Assert.False(lifted[0] < transform.Floor);
    }

    // Whole vectors and a rest: the same bits as cell by cell, and a value that is not finite stays one.
    [Fact]
    public void Sqrt_IsUndoneCellByCell()
    {
        double[] field = [-3, 0.3, 1e200, double.NaN, 0, -0.0, 1.7, 2.9, double.PositiveInfinity, 0.7, double.NaN];
        double[] expected =
            [.. field.Select(value => Math.Max(0, value) is var root ? root * root - 1e-3 : double.NaN)];
        FieldTransform.Of(DensityTransform.Sqrt, 1e-3).Inverse(field, 0);
        Assert.Equal(expected, field);
    }

    [Fact]
    public void ExpectedInverse_IsTheMeanOfTheDensities()
    {
        const double Mean = 1.5, Deviation = 0.4;
        // Of a normal field, over ± 8 standard deviations.
        double Average(FieldTransform transform)
        {
            const int Points = 4001;
            double sum = 0, weights = 0;
            for (int i = 0; i < Points; i++)
            {
                double z = -8 + (16.0 * i / (Points - 1)), weight = Math.Exp(-z * z / 2);
                double[] field = [Mean + (Deviation * z)];
                transform.Inverse(field, 0);
                (sum, weights) = (sum + (weight * field[0]), weights + weight);
            }
            return sum / weights;
        }
        foreach (var kind in Enum.GetValues<DensityTransform>())
        {
            var transform = FieldTransform.Of(kind, 1e-3);
            double[] field = [Mean];
            transform.ExpectedInverse(field, [Deviation * Deviation], 0);
            // A root below zero, 3.75 standard deviations off, is none: its square does not count.
            Assert.Equal(Average(transform), field[0], kind == DensityTransform.Sqrt ? 1e-4 : 1e-10);
        }
    }

    [Property]
    public bool VarianceOf_IsThatOfExpectedInverse(ushort[] cells)
    {
        double[] field = [.. cells.Select(cell => cell / 10_000.0)];
        double[] expected = [.. cells.Select(cell => cell % 7 / 5.0)];
        foreach (var kind in Enum.GetValues<DensityTransform>())
        {
            var transform = FieldTransform.Of(kind, 1e-10);
            double[] density = [.. field], variance = new double[field.Length];
            transform.ExpectedInverse(density, expected, 0);
            transform.VarianceOf(field, density, variance);
            if (transform.IsLinear && variance.Any(value => value != 0)) return false;
            if (!transform.IsLinear && variance.Zip(expected).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-6))
                return false;
        }
        return true;
    }

    [Theory]
    [InlineData(DensityTransform.Sqrt)]
    [InlineData(DensityTransform.Log)]
    public void VarianceOf_ADensityBelowThatOfTheMeanField_IsZero(DensityTransform kind)
    {
        double[] variance = [-1, -1];
        FieldTransform.Of(kind, 1e-10).VarianceOf([1, 1e150], [0, 0.5], variance);
        Assert.Equal([0, 0], variance);
    }
}
