namespace RomHost.Evaluation.References;

/// <summary>A forecast of densities that comes to rest: from some step on, every frame is the same.</summary>
internal interface IReferenceForecast
{
    /// <summary>The number of steps that may differ, at least 1: later ones are as the last of them.</summary>
    int Steps { get; }

    /// <summary>Forecasts a frame in the aligned frame.</summary>
    /// <param name="step">The step, below <see cref="Steps"/>.</param>
    /// <param name="density">Receives the density [cells].</param>
    void Aligned(int step, Span<double> density);

    /// <summary>
    /// Forecasts a frame in the lab frame, of whose future not even the shift is known.
    /// </summary>
    /// <param name="aligned">The same frame in the aligned frame [cells].</param>
    /// <param name="density">Receives the density [cells].</param>
    void Lab(ReadOnlySpan<double> aligned, Span<double> density);
}
