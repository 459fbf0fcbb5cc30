using Rom.Numerics.Fft;
using Rom.Numerics.Npz;

namespace Rom.Forecasting.Files;

/// <summary>
/// The replicas of a test run one by one, at some of its ROM frames, as the members of an ensemble. Reads and writes
/// <c>replica_members.npz</c>: frames [F] int64, ascending; density and density_lab [F, R, blocks] float32, means over
/// the blocks of a coarser grid in the aligned and in the lab frame; shift [F, R, 2] float64 (dy, dx), that aligns each
/// [cells].
/// </summary>
internal sealed class ReplicaMembers
{
    private readonly int blocks;
    private readonly float[] density;
    private readonly float[] labDensity;
    private readonly double[] shifts;

    /// <summary>Creates members that densities and shifts are written to.</summary>
    /// <param name="frames">The ROM frames, ascending [F].</param>
    /// <param name="replicas">The number of replicas R.</param>
    /// <param name="blocks">The number of blocks.</param>
    public ReplicaMembers(IReadOnlyList<int> frames, int replicas, int blocks) : this(
        frames, replicas, blocks, new float[checked(frames.Count * replicas * blocks)],
        new float[frames.Count * replicas * blocks], new double[2 * frames.Count * replicas])
    {
    }

    private ReplicaMembers(
        IReadOnlyList<int> frames, int replicas, int blocks, float[] density, float[] labDensity, double[] shifts)
    {
        (Frames, Replicas, this.blocks) = (frames, replicas, blocks);
        (this.density, this.labDensity, this.shifts) = (density, labDensity, shifts);
    }

    /// <summary>The ROM frames, ascending [F].</summary>
    public IReadOnlyList<int> Frames { get; }

    /// <summary>The number of replicas R.</summary>
    public int Replicas { get; }

    /// <summary>The density of a replica in the aligned frame [blocks].</summary>
    /// <param name="frame">The frame among <see cref="Frames"/>, from 0.</param>
    /// <param name="replica">The replica, from 0.</param>
    public Span<float> DensityOf(int frame, int replica) => density.AsSpan(At(frame, replica) * blocks, blocks);

    /// <summary>The density of a replica in the lab frame [blocks].</summary>
    /// <inheritdoc cref="DensityOf"/>
    public Span<float> LabDensityOf(int frame, int replica) =>
        labDensity.AsSpan(At(frame, replica) * blocks, blocks);

    /// <summary>Returns the shift that aligns a replica.</summary>
    /// <inheritdoc cref="DensityOf"/>
    public SubcellShift ShiftOf(int frame, int replica) =>
        new(shifts[2 * At(frame, replica)], shifts[2 * At(frame, replica) + 1]);

    /// <summary>Sets the shift that aligns a replica.</summary>
    /// <param name="frame">The frame among <see cref="Frames"/>, from 0.</param>
    /// <param name="replica">The replica, from 0.</param>
    /// <param name="shift">The shift.</param>
    public void SetShift(int frame, int replica, SubcellShift shift) =>
        (shifts[2 * At(frame, replica)], shifts[2 * At(frame, replica) + 1]) = (shift.Dy, shift.Dx);

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public void Write(string path, bool compress)
    {
        using var file = NpzWriter.Create(path, compress);
        file.Add<long>("frames", [.. Frames.Select(frame => (long)frame)], Frames.Count);
        file.Add<float>("density", density, Frames.Count, Replicas, blocks);
        file.Add<float>("density_lab", labDensity, Frames.Count, Replicas, blocks);
        file.Add<double>("shift", shifts, Frames.Count, Replicas, 2);
        file.Commit();
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="blocks">The number of blocks of the coarser grid.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another grid.</exception>
    public static ReplicaMembers Read(string path, int blocks, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        var shape = file.Header("density").Shape;
        if (shape.Count != 3 || shape[0] < 1 || shape[1] < 2 || shape[2] != blocks)
            throw new InvalidDataException(
                $"{path}: expected densities of frames, two replicas at least and {blocks} blocks, found "
                + $"{file.Header("density").ShapeText}; delete the file and run again");
        var (frames, replicas) = (shape[0], shape[1]);
        long[] numbers = file.ReadInt64s("frames");
        if (numbers.Length != frames || numbers[0] < 0 || numbers[^1] > int.MaxValue
            || numbers.Zip(numbers.Skip(1)).Any(pair => pair.Second <= pair.First))
            throw new InvalidDataException(
                $"{path}: expected {frames} ascending frames, found {numbers.Length}; delete the file and run again");
        float[] density = file.ReadSingles("density"), labDensity = file.ReadSingles("density_lab");
        if (labDensity.Length != density.Length || !density.All(float.IsFinite) || !labDensity.All(float.IsFinite))
            throw new InvalidDataException(
                $"{path}: expected {density.Length} finite densities in either frame of reference, found "
                + $"{labDensity.Length} in the lab frame, or non-finite values; delete the file and run again");
        return new ReplicaMembers(
            [.. numbers.Select(frame => (int)frame)], replicas, blocks, density, labDensity,
            file.ReadFinite("shift", frames, replicas, 2));
    }

    private int At(int frame, int replica) => frame * Replicas + replica;
}
