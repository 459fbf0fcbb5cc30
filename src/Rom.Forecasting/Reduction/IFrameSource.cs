using Rom.Abstractions;

namespace Rom.Forecasting.Reduction;

/// <summary>Densities of many runs, of which one at a time is in memory. Reading is thread-safe.</summary>
internal interface IFrameSource
{
    /// <summary>The grid of the densities.</summary>
    Grid Grid { get; }

    /// <summary>Number of runs.</summary>
    int RunCount { get; }

    /// <summary>Frames of a run.</summary>
    /// <param name="run">The run, from 0.</param>
    int FrameCount(int run);

    /// <summary>Reads a run.</summary>
    /// <param name="run">The run, from 0.</param>
    /// <param name="densities">Receives its densities [frames, ny, nx].</param>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    void Read(int run, Span<float> densities);
}
