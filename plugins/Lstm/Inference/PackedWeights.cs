using System.Numerics;
using Rom.Numerics.LinearAlgebra;

namespace Lstm.Inference;

/// <summary>
/// A matrix W [n, m] packed for products: panels of two vectors of columns, each panel row by row, so that memory is
/// read sequentially. The last panel is padded with zeros.
/// </summary>
internal sealed class PackedWeights
{
    private readonly Memory<float> values;

    /// <summary>Packs the transpose of a matrix, as PyTorch stores weights.</summary>
    /// <param name="transposed">Wᵀ [m, n], row-major.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">m.</param>
    public PackedWeights(ReadOnlySpan<float> transposed, int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        values = CacheAligned.Allocate<float>(PanelCount * rows * PanelWidth);
        var packed = values.Span;
        for (int j = 0; j < columns; j++)
        {
            var (panel, lane) = Math.DivRem(j, PanelWidth);
            for (int i = 0; i < rows; i++) packed[(panel * rows + i) * PanelWidth + lane] = transposed[j * rows + i];
        }
    }

    /// <summary>Columns of a panel.</summary>
    public static int PanelWidth => 2 * Vector<float>.Count;

    /// <summary>Rows n.</summary>
    public int Rows { get; }

    /// <summary>Columns m.</summary>
    public int Columns { get; }

    /// <summary>Number of panels.</summary>
    public int PanelCount => (Columns + PanelWidth - 1) / PanelWidth;

    /// <summary>Columns with the padding: the length of a row of a product.</summary>
    public int PaddedColumns => PanelCount * PanelWidth;

    /// <summary>A panel [n, <see cref="PanelWidth"/>].</summary>
    /// <param name="panel">From 0.</param>
    public ReadOnlySpan<float> Panel(int panel) => values.Span.Slice(panel * Rows * PanelWidth, Rows * PanelWidth);

    /// <summary>The element in row i, column j.</summary>
    public float this[int i, int j] => Panel(j / PanelWidth)[i * PanelWidth + j % PanelWidth];
}
