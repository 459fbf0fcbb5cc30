namespace Rom.Numerics.Tests.LinearAlgebra;

/// <summary>Matrix operations as their definitions read, the reference for the kernels.</summary>
internal static class Naive
{
    /// <summary>A·B, A [m, n], B [n, k].</summary>
    public static double[] Product(double[] a, double[] b, int m, int n, int k)
    {
        var c = new double[m * k];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < k; j++)
            {
                for (int p = 0; p < n; p++) c[i * k + j] += a[i * n + p] * b[p * k + j];
            }
        }
        return c;
    }

    /// <summary>Aᵀ, A [m, n].</summary>
    public static double[] Transposed(double[] a, int m, int n)
    {
        var t = new double[a.Length];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++) t[j * m + i] = a[i * n + j];
        }
        return t;
    }

    public static double LargestDifference(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Assert.Equal(a.Length, b.Length);
        double largest = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = Math.Abs(a[i] - b[i]);
            if (!(difference <= largest)) largest = difference; // NaN counts as a difference
        }
        return largest;
    }

    /// <summary>
    /// How far the columns of Q [rows, columns] are from orthonormal: the largest element of |QᵀQ − I|.
    /// </summary>
    public static double OrthonormalityError(double[] q, int rows, int columns)
    {
        double[] gram = Product(Transposed(q, rows, columns), q, columns, rows, columns);
        for (int i = 0; i < columns; i++) gram[i * columns + i] -= 1;
        return LargestDifference(gram, new double[gram.Length]);
    }
}
