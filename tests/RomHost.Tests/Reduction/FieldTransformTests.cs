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
}
