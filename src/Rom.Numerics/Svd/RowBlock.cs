using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>One block of rows in memory with results computed from it. Its memory is reused for other blocks.</summary>
internal sealed class RowBlock
{
    private double[] values = [];
    private double[] product = [];

    /// <summary>The block's number.</summary>
    public int Number { get; private set; }

    /// <summary>Rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>Columns.</summary>
    public int ColumnCount { get; private set; }

    /// <summary>The rows [rows, columns].</summary>
    public Span<double> Rows => values.AsSpan(0, RowCount * ColumnCount);

    /// <summary>The product of the rows and another matrix, where a reduction computes it.</summary>
    public PackedMatrix Product { get; } = new();

    /// <summary>The mean row, where a reduction computes it.</summary>
    public double[] Mean { get; set; } = [];

    /// <summary>The squared distance of all rows from their mean, where a reduction computes it.</summary>
    public double Energy { get; set; }

    /// <summary>Reads a block.</summary>
    /// <param name="source">The source of the rows.</param>
    /// <param name="number">The block's number.</param>
    /// <param name="mean">The row that is subtracted from each row [columns]; null for none.</param>
    public void Read(IRowSource source, int number, double[]? mean)
    {
        (Number, RowCount, ColumnCount) = (number, source.RowCount(number), source.ColumnCount);
        int size = checked(RowCount * ColumnCount);
        if (values.Length < size) values = new double[size];
        if (mean is null) source.Read(number, Rows);
        else source.ReadCentred(number, mean, Rows);
    }

    /// <summary>Computes the product of the rows and a matrix [rows, b's columns].</summary>
    /// <param name="b">The matrix.</param>
    public Span<double> Times(PackedMatrix b)
    {
        int size = checked(RowCount * b.Columns);
        if (product.Length < size) product = new double[size];
        var result = product.AsSpan(0, size);
        result.Clear();
        Gemm.MultiplyAdd(Rows, b, result, RowCount);
        return result;
    }
}
