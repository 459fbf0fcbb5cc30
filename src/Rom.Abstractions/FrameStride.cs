namespace Rom.Abstractions;

/// <summary>Every n-th frame of a sequence, beginning with the first: frames 0, n, 2n, …</summary>
public static class FrameStride
{
    /// <summary>The number of frames that a stride keeps.</summary>
    /// <param name="frames">Frames of the sequence, at least 0.</param>
    /// <param name="stride">The stride n, at least 1.</param>
    /// <returns>⌈frames / n⌉.</returns>
    public static int Count(int frames, int stride) => (int)(((long)frames + stride - 1) / stride);
}
