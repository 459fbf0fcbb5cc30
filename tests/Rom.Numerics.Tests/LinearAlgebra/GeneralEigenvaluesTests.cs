using System.Numerics;
using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Tests.LinearAlgebra;

/// <summary>
/// Against LAPACK (<c>regression.npz</c>, made by <c>regression.py</c> beside it), and against closed forms.
/// </summary>
public class GeneralEigenvaluesTests
{
    public static TheoryData<string, double> Cases() =>
        [.. from name in Golden.Cases(
            "regression.npz", "eig.") from unit in (double[])[1, 1e270, 1e-270] select (name, unit)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_GivesTheEigenvaluesOfLapack_TheLargestFirst(string name, double unit)
    {
        using var golden = Golden.Open("regression.npz");
        int n = golden.Header($"eig.{name}.a").Shape[0];
        double[] a = golden.ReadDoubles($"eig.{name}.a"), re = golden.ReadDoubles($"eig.{name}.re"),
            im = golden.ReadDoubles($"eig.{name}.im");
        var values = GeneralEigenvalues.Compute(Array.ConvertAll(a, value => value * unit), n);

        Assert.Equal(values.Select(Complex.Abs).OrderDescending(), values.Select(Complex.Abs));
        // Each is near one of LAPACK's, and none of those twice.
        List<Complex> left = [.. re.Zip(im, (x, y) => new Complex(x, y))];
        double accuracy = 1e-13 * golden.ReadScalar($"eig.{name}.norm"); // of the balanced matrix
        foreach (var value in values)
        {
            var scaled = new Complex(value.Real / unit, value.Imaginary / unit);
            var nearest = left.MinBy(other => Complex.Abs(other - scaled));
            Assert.True(Complex.Abs(nearest - scaled) <= accuracy, $"found {scaled}, nearest {nearest}");
            left.Remove(nearest);
        }
        for (int i = 0; i < n; i++)
        {
            if (values[i].Imaginary > 0) Assert.Equal(Complex.Conjugate(values[i]), values[i + 1]);
        }
    }

    [Property(MaxTest = 60)]
    public void Compute_OfAnyMatrix_HasItsTraceAndThatOfItsSquare(byte size, ulong seed)
    {
        int n = size % 40 + 1;
        double[] a = RandomArrays.Gaussian(seed, n * n), square = Naive.Product(a, a, n, n, n);
        var values = GeneralEigenvalues.Compute(a, n);
        var (trace, traceOfSquare) = (
            values.Aggregate(Complex.Add), values.Select(value => value * value).Aggregate(Complex.Add));
        Assert.Equal(Enumerable.Range(0, n).Sum(i => a[i * n + i]), trace.Real, 1e-12 * n * n);
        Assert.Equal(Enumerable.Range(0, n).Sum(i => square[i * n + i]), traceOfSquare.Real, 1e-11 * n * n);
        Assert.Equal(0, trace.Imaginary, 1e-12 * n * n);
    }

    [Fact]
    public void Compute_OfCoefficientsOverManyOrders_FindsRootsThatAreSmallToo()
    {
        // (x − 1e3)(x − 1)(x − 1e-3), as a companion matrix.
        double[] a = [1001.001, -1001.001, 1, 1, 0, 0, 0, 1, 0];
        double[] expected = [1e3, 1, 1e-3];
        var values = GeneralEigenvalues.Compute(a, 3);
        for (int i = 0; i < 3; i++) Assert.Equal(1, values[i].Real / expected[i], 1e-10);
    }

    [Fact]
    public void Compute_OfAJordanBlock_KeepsTheDigitsThatThereAre()
    {
        var values = GeneralEigenvalues.Compute([0.5, 1, 0, 0, 0.5, 1, 0, 0, 0.5], 3);
        Assert.All(values, value => Assert.True(Complex.Abs(value - 0.5) < 1e-4));
    }

    [Fact]
    public void SpectralRadius_IsTheLargestMagnitude() =>
        Assert.Equal(Math.Sqrt(0.7), GeneralEigenvalues.SpectralRadius([1.5, -0.7, 1, 0], 2), 1e-14);

    [Fact]
    public void Compute_OfWhatIsNoSquareMatrixOfFiniteValues_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => GeneralEigenvalues.Compute([], 0));
        Assert.Throws<ArgumentException>(() => GeneralEigenvalues.Compute([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => GeneralEigenvalues.Compute([1, double.NaN, 3, 4], 2));
    }
}
