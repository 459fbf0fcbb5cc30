using System.Numerics.Tensors;
using Rom.Forecasting.Serialization;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;
using Rom.Numerics.Svd;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// A POD basis: modes U_r, the leading left singular vectors of the centred snapshots, and their mean μ.
/// Restriction y = U_rᵀ(x − μ), lifting x = U_r y + μ.
/// </summary>
internal sealed class PodBasis
{
    private const int LiftedBlock = 1024;

    /// <summary>
    /// The largest element of |UᵀU − I| of a valid basis. Rounding leaves about 1e-15 times the square root of the
    /// cells, and an error of 1e-12 changes no printed digit of an energy or a score.
    /// </summary>
    private const double LargestError = 1e-12;

    private readonly double[] mean;
    private readonly double[] modes; // [r, cells]: each mode contiguous
    private readonly Lazy<PackedMatrix> packedModes; // for lifting of several states at once
    private readonly Lazy<PackedMatrix> packedColumns; // the modes in columns, for restriction

    /// <summary>Creates a basis.</summary>
    /// <param name="mean">Mean snapshot μ [cells].</param>
    /// <param name="modes">The modes, one after the other [r, cells].</param>
    public PodBasis(double[] mean, double[] modes)
    {
        if (mean.Length == 0 || modes.Length == 0 || modes.Length % mean.Length != 0)
            throw new ArgumentException(
                $"expected modes of {mean.Length} cells, found {modes.Length} values", nameof(modes));
        (this.mean, this.modes) = (mean, modes);
        packedModes = new(() => new PackedMatrix(modes, ModeCount, CellCount));
        packedColumns = new(
            () => new PackedMatrix(Transposition.Of(modes, ModeCount, CellCount), CellCount, ModeCount));
    }

    /// <summary>Number of modes r.</summary>
    public int ModeCount => modes.Length / mean.Length;

    /// <summary>Number of cells of a snapshot.</summary>
    public int CellCount => mean.Length;

    /// <summary>Restricts a snapshot.</summary>
    /// <param name="snapshot">x [cells]; centred in place.</param>
    /// <param name="latent">Receives y [r].</param>
    public void Restrict(Span<double> snapshot, Span<double> latent) => RestrictBatch(snapshot, 1, latent);

    /// <summary>Restricts several snapshots at once, as one matrix product that reads the modes once.</summary>
    /// <remarks>Each state is a function of its own snapshot alone, to the last bit.</remarks>
    /// <param name="snapshots">The snapshots x, one after the other [count, cells]; centred in place.</param>
    /// <param name="count">Their number.</param>
    /// <param name="latents">Receives the states y [count, r].</param>
    public void RestrictBatch(Span<double> snapshots, int count, Span<double> latents)
    {
        for (int k = 0; k < count; k++)
        {
            var snapshot = snapshots.Slice(k * mean.Length, mean.Length);
            TensorPrimitives.Subtract(snapshot, mean, snapshot);
        }
        latents.Clear();
        Gemm.MultiplyAdd(snapshots, packedColumns.Value, latents, count);
    }

    /// <summary>Restricts a part of a snapshot: those of all parts together are y.</summary>
    /// <param name="part">Cells of x; centred in place.</param>
    /// <param name="first">The first of the cells.</param>
    /// <param name="latent">y [r], to which the part's share is added.</param>
    public void AddRestricted(Span<double> part, int first, Span<double> latent)
    {
        TensorPrimitives.Subtract(part, mean.AsSpan(first, part.Length), part);
        for (int k = 0; k < latent.Length; k++)
            latent[k] += TensorPrimitives.Dot<double>(Mode(k).Slice(first, part.Length), part);
    }

    /// <summary>Lifts a latent state.</summary>
    /// <param name="latent">y [r].</param>
    /// <param name="snapshot">Receives x [cells].</param>
    public void Lift(ReadOnlySpan<double> latent, Span<double> snapshot)
    {
        mean.CopyTo(snapshot);
        // In blocks of cells that stay in the first-level cache while the modes pass.
        for (int start = 0; start < snapshot.Length; start += LiftedBlock)
        {
            var block = snapshot.Slice(start, Math.Min(LiftedBlock, snapshot.Length - start));
            for (int k = 0; k < latent.Length; k++)
                TensorPrimitives.MultiplyAdd(Mode(k).Slice(start, block.Length), latent[k], block, block);
        }
    }

    /// <summary>Lifts several latent states at once, as one matrix product that reads the modes once.</summary>
    /// <remarks>
    /// Each snapshot is a function of its own state alone. It differs from that of <see cref="Lift"/> by rounding,
    /// since a product is added to the mean as a whole.
    /// </remarks>
    /// <param name="latents">The states y, one after the other [count, r].</param>
    /// <param name="count">Their number.</param>
    /// <param name="snapshots">Receives the snapshots x [count, cells].</param>
    public void LiftBatch(ReadOnlySpan<double> latents, int count, Span<double> snapshots)
    {
        for (int k = 0; k < count; k++) mean.CopyTo(snapshots[(k * mean.Length)..]);
        Gemm.MultiplyAdd(latents, packedModes.Value, snapshots, count);
    }

    /// <summary>Lifts the covariance of latent states to the variance of each cell: diag(U C Uᵀ).</summary>
    /// <param name="covariance">C, symmetric [r, r].</param>
    /// <param name="variance">Receives the variance of each cell [cells].</param>
    public void LiftVariance(ReadOnlySpan<double> covariance, Span<double> variance)
    {
        int r = ModeCount;
        var lifted = new double[CellCount];
        variance.Clear();
        for (int j = 0; j < r; j++)
        {
            // Row j of C·Uᵀ; each pair of modes once.
            TensorPrimitives.Multiply(Mode(j), covariance[j * r + j], lifted);
            for (int k = 0; k < j; k++)
                TensorPrimitives.MultiplyAdd(Mode(k), 2 * covariance[j * r + k], lifted, lifted);
            TensorPrimitives.MultiplyAdd<double>(Mode(j), lifted, variance, variance);
        }
        TensorPrimitives.Max(variance, 0.0, variance); // below it by rounding alone
    }

    /// <summary>Loads the basis of an experiment.</summary>
    /// <param name="path">The file <c>pod_basis.npz</c>: U [cells, r], mean [cells].</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has another content.</exception>
    public static PodBasis Load(string path, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        double[] modes = file.ReadDoubles("U"), mean = file.ReadDoubles("mean");
        var shape = file.Header("U").Shape;
        if (shape.Count != 2 || shape[0] != mean.Length || shape[1] < 1)
            throw new InvalidDataException(
                $"{path}: expected U of {mean.Length} rows, found {file.Header("U").ShapeText}");
        if (ErrorOf(modes, mean.Length) is { } error)
            throw new InvalidDataException($"{path}: {error}; delete the file and run again");
        return new PodBasis(mean, Transposition.Of(modes, shape[0], shape[1]));
    }

    /// <summary>
    /// Writes a basis: U [cells, r], mean [cells], singular_values [r], all_singular_values and cumulative_ratio of all
    /// that were computed, total_energy, energy_ratio; all float64.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="pod">The decomposition.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public static void Write(string path, TruncatedSvd pod, bool compress)
    {
        double[] cumulative = pod.CumulativeEnergyRatios();
        using var file = NpzWriter.Create(path, compress);
        file.Add<double>("U", pod.Modes, pod.Mean.Length, pod.Rank);
        file.Add<double>("mean", pod.Mean, pod.Mean.Length);
        file.Add<double>("singular_values", pod.SingularValues, pod.Rank);
        file.Add<double>("all_singular_values", pod.AllSingularValues, cumulative.Length);
        file.AddScalar("total_energy", pod.TotalEnergy);
        file.AddScalar("energy_ratio", pod.EnergyRatio);
        file.Add<double>("cumulative_ratio", cumulative, cumulative.Length);
        file.Commit();
    }

    /// <summary>Reads the spectrum of a basis, for figures.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// All singular values that were computed, the energy that each and those before it hold, and the modes r.
    /// </returns>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has another content.</exception>
    public static (double[] SingularValues, double[] CumulativeRatio, int Modes) ReadSpectrum(string path)
    {
        using var file = NpzReader.Open(path);
        return (
            file.ReadDoubles("all_singular_values"), file.ReadDoubles("cumulative_ratio"),
            file.ReadDoubles("singular_values").Length);
    }

    /// <summary>
    /// Checks a decomposition before it is written: r inner products of r modes, which cost little compared with one
    /// pass over the snapshots.
    /// </summary>
    /// <param name="pod">The decomposition.</param>
    /// <exception cref="ArithmeticException">
    /// Its modes are not orthonormal, or hold more energy than the snapshots.
    /// </exception>
    public static void Check(TruncatedSvd pod)
    {
        string? error = ErrorOf(pod.Modes, pod.Mean.Length);
        if (error is null && !(pod.EnergyRatio is >= 0 and <= 1))
            error =
                $"expected modes that hold a share of the energy, found {NumberText.Of(pod.EnergyRatio)} times of it";
        if (error is not null)
            throw new ArithmeticException(
                $"the POD of {pod.Rows} snapshots of {pod.Mean.Length} cells failed: {error}; "
                + "nothing was written. Please report this");
    }

    private static string? ErrorOf(double[] modes, int cells)
    {
        double error = Orthonormality.Error(modes, cells, modes.Length / cells);
        return error <= LargestError // not where it is NaN
            ? null
            : $"expected orthonormal modes, found UᵀU off the identity by {NumberText.Of(error, 2)}";
    }

    private ReadOnlySpan<double> Mode(int k) => modes.AsSpan(k * mean.Length, mean.Length);
}
