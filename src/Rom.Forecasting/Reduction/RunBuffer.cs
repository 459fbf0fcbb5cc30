using System.Buffers;

namespace Rom.Forecasting.Reduction;

/// <summary>Memory for a run's densities, which is reused: fresh memory costs more than reading a file.</summary>
internal readonly ref struct RunBuffer
{
    private readonly float[] rented;
    private readonly int length;

    private RunBuffer(float[] rented, int length) => (this.rented, this.length) = (rented, length);

    /// <summary>The densities [frames, ny, nx].</summary>
    public Span<float> Densities => rented.AsSpan(0, length);

    /// <summary>Reads a run.</summary>
    /// <param name="source">The source.</param>
    /// <param name="run">The run.</param>
    public static RunBuffer Read(IFrameSource source, int run)
    {
        int length = checked(source.FrameCount(run) * source.Grid.CellCount);
        var buffer = new RunBuffer(ArrayPool<float>.Shared.Rent(length), length);
        source.Read(run, buffer.Densities);
        return buffer;
    }

    /// <summary>Releases the memory.</summary>
    public void Dispose() => ArrayPool<float>.Shared.Return(rented);
}
