namespace Rom.Numerics.Svd;

/// <summary>Accuracy, seed and threads of a streamed SVD.</summary>
public sealed record StreamedSvdOptions
{
    /// <summary>
    /// Threads that read and compute; the result does not depend on it. Default: one for each processor.
    /// </summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Seed of the random starting block.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number of rows or columns up to which the whole spectrum is computed directly.</summary>
    public int ExactLimit { get; init; } = 256;

    /// <summary>Largest relative error of a kept singular value, by a bound from its residual.</summary>
    public double ValueTolerance { get; init; } = 1e-10;

    /// <summary>Largest estimate of the sine of the angle between computed and true subspace.</summary>
    public double SubspaceTolerance { get; init; } = 1e-9;

    /// <summary>Number of passes over the rows after which iteration ends unconverged.</summary>
    public int MaxPasses { get; init; } = 100;
}
