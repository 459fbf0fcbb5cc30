namespace Rom.Numerics.Svd;

/// <summary>How accurately a streamed SVD is computed, and with what.</summary>
public sealed record StreamedSvdOptions
{
    /// <summary>
    /// Threads that read and compute; the result does not depend on it. Default: one for each processor.
    /// </summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Seed of the random starting block.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where rows or columns are at most so many, the whole spectrum is computed directly.</summary>
    public int ExactLimit { get; init; } = 256;

    /// <summary>Largest relative error of a kept singular value, by a bound from its residual.</summary>
    public double ValueTolerance { get; init; } = 1e-10;

    /// <summary>Largest estimate of the sine of the angle between computed and true subspace.</summary>
    public double SubspaceTolerance { get; init; } = 1e-9;

    /// <summary>Passes over the rows after which iteration ends unconverged.</summary>
    public int MaxPasses { get; init; } = 100;
}
