using Rom.Abstractions;
using Rom.Forecasting.Reduction;

namespace RomHost.Tests.Reduction;

/// <summary>Runs that are in memory.</summary>
internal sealed class ArrayFrames(Grid grid, IReadOnlyList<float[]> runs) : IFrameSource
{
    public Grid Grid => grid;

    public int RunCount => runs.Count;

    public int FrameCount(int run) => runs[run].Length / grid.CellCount;

    public void Read(int run, Span<float> densities) => runs[run].CopyTo(densities);
}
