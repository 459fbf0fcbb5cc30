namespace Rom.Numerics.Npz;

/// <summary>
/// Iterates over an array in Fortran order, first index fastest, and returns each element's offset in C order.
/// </summary>
internal struct FortranOrder
{
    private readonly int[] shape;
    private readonly long[] strides;
    private readonly int[] index;
    private long place;

    /// <summary>Starts at the first element.</summary>
    /// <param name="shape">The array's shape; no size is zero.</param>
    public FortranOrder(IReadOnlyList<int> shape)
    {
        // A dimension of size 1 changes no place. Without them a step carries less than once on average, whatever the
        // rank.
        this.shape = [.. shape.Where(n => n != 1)];
        strides = new long[Rank];
        index = new int[Rank];
        long stride = 1;
        for (int d = Rank - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= this.shape[d];
        }
    }

    /// <summary>Number of dimensions larger than 1.</summary>
    public readonly int Rank => shape.Length;

    /// <summary>The place of the element in C order; then the next one.</summary>
    public long Next()
    {
        long here = place;
        for (int d = 0; d < shape.Length; d++)
        {
            place += strides[d];
            if (++index[d] < shape[d]) break;
            place -= strides[d] * shape[d];
            index[d] = 0;
        }
        return here;
    }
}
