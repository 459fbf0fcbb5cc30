using Rom.Numerics.Regression;
using Rom.Numerics.Tests.LinearAlgebra;

namespace Rom.Numerics.Tests.Regression;

/// <summary>
/// Against NumPy's solution of the augmented rows (<c>regression.npz</c>, made by <c>regression.py</c> beside it).
/// </summary>
public class RidgeRegressionTests
{
    public static TheoryData<string> Cases() => [.. Golden.Cases("regression.npz", "ridge.")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_GivesTheCoefficientsOfNumPy(string name)
    {
        using var golden = Golden.Open("regression.npz");
        double[] Read(string array) => golden.ReadDoubles($"ridge.{name}.{array}");
        double[] x = Read("x"), w = Read("w"), alpha = Read("alpha");
        int outputs = Read("c").Length;
        double accuracy = name == "near" ? 1e-6 : 1e-11; // columns that differ by 1e-7

        var found = RidgeRegression.Fit(x, Read("y"), alpha.Length, outputs, alpha);

        Assert.Equal((alpha.Length, outputs), (found.Inputs, found.Outputs));
        Assert.True(Naive.LargestDifference(w, found.Coefficients) < accuracy * (1 + w.Max(Math.Abs)));
        Assert.True(Naive.LargestDifference(Read("c"), found.Intercept) < accuracy * (1 + Read("c").Max(Math.Abs)));
        if (alpha.Distinct().Count() == 1)
            Assert.Equal(
                found.Coefficients, RidgeRegression.Fit(x, Read("y"), alpha.Length, outputs, alpha[0]).Coefficients);
        var y = new double[outputs];
        found.Predict(x.AsSpan(alpha.Length, alpha.Length), y);
        for (int i = 0; i < outputs; i++)
        {
            double expected = found.Intercept[i];
            for (int j = 0; j < alpha.Length; j++)
                expected += found.Coefficients[i * alpha.Length + j] * x[alpha.Length + j];
            Assert.Equal(expected, y[i], 1e-12 * (1 + Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData(1e300, 1)]
    [InlineData(1e-300, 1)]
    [InlineData(1, 1e300)]
    [InlineData(1, 1e-300)]
    [InlineData(1e150, 1e-150)]
    public void Fit_OfInputsAndOutputsInAnyUnits_HasTheCoefficientsInThoseUnits(double unitX, double unitY)
    {
        double[] x = RandomArrays.Gaussian(61, 30 * 3), y = RandomArrays.Gaussian(62, 30 * 2);
        double[] expected = RidgeRegression.Fit(x, y, 3, 2, 0).Coefficients;
        double[] found = RidgeRegression.Fit(
            Array.ConvertAll(x, v => v * unitX), Array.ConvertAll(y, v => v * unitY), 3, 2, 0).Coefficients;
        Assert.True(Naive.LargestDifference(expected, Array.ConvertAll(found, v => v * unitX / unitY)) < 1e-13);
    }

    [Fact]
    public void Fit_OfTinyInputsWithAPenalty_IsThePenaltysLimit()
    {
        // α ≫ ‖x‖²: W = XᵀY/α.
        double[] x = [-1e-200, 1e-200], y = [-3, 3];
        Assert.Equal(1, RidgeRegression.Fit(x, y, 1, 1, 2).Coefficients[0] / 3e-200, 1e-14);
    }

    [Fact]
    public void Fit_WithoutAPenaltyOfInputsThatDependOnEachOther_SharesThemEvenly()
    {
        double[] once = RandomArrays.Gaussian(63, 20), twice = [.. once.SelectMany(value => new[] { value, value })];
        double[] y = Array.ConvertAll(once, value => 4 * value + 1);
        var found = RidgeRegression.Fit(twice, y, 2, 1, 0);
        Assert.True(Naive.LargestDifference([2, 2], found.Coefficients) < 1e-13);
        Assert.Equal(1, found.Intercept[0], 1e-13);
    }

    [Fact]
    public void Fit_OfConstantInputsOrOutputs_OrOfOneRow_GivesTheMean()
    {
        var one = RidgeRegression.Fit([1, 2], [5], 2, 1, 0);
        Assert.Equal([0, 0, 5.0], [.. one.Coefficients, .. one.Intercept]);
        double[] y = [0.1, 0.1, 0.1];
        var constant = RidgeRegression.Fit([7, 0.3, 7, 0.6, 7, 0.9], y, 2, 1, [0, 1]);
        Assert.Equal([0, 0, 0.1], [.. constant.Coefficients, .. constant.Intercept]);
        var zero = RidgeRegression.Fit(new double[6], [1, 2, 3], 2, 1, 0);
        Assert.Equal([0, 0, 2.0], [.. zero.Coefficients, .. zero.Intercept]);
    }

    [Fact]
    public void Fit_OfWhatCannotBeFitted_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([], [], 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RidgeRegression.Fit([1], [1], 0, 1, 1));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1, 2, 3], [1], 2, 1, 1));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1, 2], [1], 1, 1, 1));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1, 2], [1, 2], 1, 1, -1));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1, 2], [1, 2], 1, 1, double.NaN));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1, 2], [1, 2], 1, 1, [1, 2]));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1, double.NaN], [1, 2], 1, 1, 1));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1, 2], [1, double.PositiveInfinity], 1, 1, 1));
        Assert.Throws<ArithmeticException>(() => RidgeRegression.Fit([1e-200, 2e-200], [1e200, 2e200], 1, 1, 0));
        var fit = RidgeRegression.Fit([1, 2], [1, 2], 1, 1, 0);
        Assert.Throws<ArgumentException>(() => fit.Predict([1, 2], new double[1]));
    }
}
