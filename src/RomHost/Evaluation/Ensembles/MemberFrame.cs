using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// The members of an ensemble at one time, in all quantities; buffers that the next frame overwrites.
/// </summary>
/// <param name="members">The number m of members.</param>
/// <param name="blocks">The number of blocks of the coarse grid.</param>
/// <param name="dimension">Latent dimension r of the density.</param>
internal sealed class MemberFrame(int members, int blocks, int dimension)
{
    private readonly double[] density = new double[checked(members * blocks)];
    private readonly double[] labDensity = new double[members * blocks];
    private readonly double[] latent = new double[members * dimension];
    private readonly SubcellShift[] shifts = new SubcellShift[members];
    private readonly double[] place = new double[members * 2];

    /// <summary>The number m of members.</summary>
    public int Members => members;

    /// <summary>The densities in the aligned frame [m, blocks].</summary>
    public Span<double> Density => density;

    /// <summary>The densities in the lab frame [m, blocks].</summary>
    public Span<double> LabDensity => labDensity;

    /// <summary>The latent states [m, r].</summary>
    public Span<double> Latent => latent;

    /// <summary>The shifts that align the members [m]; zero where the lab frame is not scored.</summary>
    public Span<SubcellShift> Shifts => shifts;

    /// <summary>The places [m, 2], along y and x [length units].</summary>
    public Span<double> Place => place;

    /// <summary>
    /// What the modes leave out of each member's snapshot [m], in the aligned frame; empty for nothing.
    /// </summary>
    public ProjectionError[] ProjectionErrors { get; set; } = [];

    /// <summary>Where the swarm is forecast without the members, along y and x [length units].</summary>
    public (double Y, double X) Centre { get; set; }

    /// <summary>The density of a member in the aligned frame [blocks].</summary>
    /// <param name="member">The member, from 0.</param>
    public Span<double> DensityOf(int member) => density.AsSpan(member * blocks, blocks);

    /// <summary>The density of a member in the lab frame [blocks].</summary>
    /// <param name="member">The member, from 0.</param>
    public Span<double> LabDensityOf(int member) => labDensity.AsSpan(member * blocks, blocks);

    /// <summary>The latent state of a member [r].</summary>
    /// <param name="member">The member, from 0.</param>
    public Span<double> LatentOf(int member) => LatentOf(member, 1);

    /// <summary>The latent states of members that follow one another [count, r].</summary>
    /// <param name="first">The first of the members, from 0.</param>
    /// <param name="count">Their number.</param>
    public Span<double> LatentOf(int first, int count) => latent.AsSpan(first * dimension, count * dimension);

    /// <summary>What the modes leave out of members that follow one another [count]; empty for nothing.</summary>
    /// <param name="first">The first of the members, from 0.</param>
    /// <param name="count">Their number.</param>
    public ReadOnlySpan<ProjectionError> ProjectionErrorsOf(int first, int count) =>
        ProjectionErrors.Length == 0 ? default : ProjectionErrors.AsSpan(first, count);
}
