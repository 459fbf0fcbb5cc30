namespace Rom.Numerics.TimeSeries;

/// <summary>A map from a window of states to the states that follow it. Thread-safe.</summary>
public interface IWindowMap
{
    /// <summary>Values of a state.</summary>
    int Dimension { get; }

    /// <summary>States of a window, at least 1.</summary>
    int Lag { get; }

    /// <summary>The most states that it computes, at least 1.</summary>
    int Horizon { get; }

    /// <summary>Computes the next states. Fewer of them are the first of more.</summary>
    /// <param name="window">The window [lag, dimension], the oldest state first.</param>
    /// <param name="states">Receives up to <see cref="Horizon"/> states [n, dimension], the next one first.</param>
    void Map(ReadOnlySpan<double> window, Span<double> states);
}
