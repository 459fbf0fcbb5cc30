using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Tests.LinearAlgebra;

/// <summary>
/// Against <c>numpy.linalg.lstsq</c> (<c>regression.npz</c>, made by <c>regression.py</c> beside it).
/// </summary>
public class LeastSquaresTests
{
    public static TheoryData<string, double, double> Cases() =>
    [
        .. from name in Golden.Cases("regression.npz", "lsq.")
           from a in (double[])[1, 1e300, 1e-300]
           from b in (double[])[1, 1e290, 1e-290]
           where b / a is > 1e-300 and < 1e300
           select (name, a, b),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Solve_GivesTheSolutionOfLeastNormOfNumPy_WhateverTheUnits(string name, double unitA, double unitB)
    {
        using var golden = Golden.Open("regression.npz");
        var shape = golden.Header($"lsq.{name}.a").Shape;
        int outputs = golden.Header($"lsq.{name}.b").Shape[1];
        double[] a = golden.ReadDoubles($"lsq.{name}.a"), b = golden.ReadDoubles($"lsq.{name}.b");

        var found = LeastSquares.Solve(
            Array.ConvertAll(a, value => value * unitA), shape[0], shape[1],
            Array.ConvertAll(b, value => value * unitB), outputs);

        Assert.Equal((int)golden.ReadScalar($"lsq.{name}.rank"), found.Rank);
        double[] expected = golden.ReadDoubles($"lsq.{name}.x");
        Assert.True(
            Naive.LargestDifference(expected, Array.ConvertAll(found.Solution, value => value * (unitA / unitB)))
                < 1e-12 * (1 + expected.Max(Math.Abs)));
        double[] sigma = golden.ReadDoubles($"lsq.{name}.s");
        Assert.True(
            Naive.LargestDifference(sigma, Array.ConvertAll(found.SingularValues, value => value / unitA))
                < 1e-13 * sigma[0]);
    }

    [Fact]
    public void Solve_OfZeros_IsZero()
    {
        var found = LeastSquares.Solve(new double[12], 4, 3, [1, 2, 3, 4], 1);
        Assert.Equal((0, 0.0), (found.Rank, found.Solution.Max(Math.Abs)));
        Assert.Equal(0, LeastSquares.Solve([1, 2, 3, 4], 4, 1, new double[4], 1).Solution[0]);
    }

    [Fact]
    public void Solve_WithATolerance_LeavesSmallDirectionsOut()
    {
        double[] a = [1, 0, 0, 1e-3], b = [1, 1];
        Assert.Equal([1, 1000], LeastSquares.Solve(a, 2, 2, b, 1).Solution);
        Assert.Equal([1, 0], LeastSquares.Solve(a, 2, 2, b, 1, tolerance: 0.01).Solution);
    }

    [Fact]
    public void Solve_OfWhatCannotBeSolved_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastSquares.Solve([], 0, 1, [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastSquares.Solve([1], 1, 1, [1], 1, tolerance: 1));
        Assert.Throws<ArgumentException>(() => LeastSquares.Solve([1, 2, 3], 2, 1, [1, 2], 1));
        Assert.Throws<ArgumentException>(() => LeastSquares.Solve([1, 2], 2, 1, [1], 1));
        Assert.Throws<ArgumentException>(() => LeastSquares.Solve([1, double.NaN], 2, 1, [1, 1], 1));
        Assert.Throws<ArgumentException>(() => LeastSquares.Solve([1, 1], 2, 1, [1, double.PositiveInfinity], 1));
        Assert.Throws<ArithmeticException>(() => LeastSquares.Solve([1e-200, 1e-200], 2, 1, [1e200, 1e200], 1));
    }
}
