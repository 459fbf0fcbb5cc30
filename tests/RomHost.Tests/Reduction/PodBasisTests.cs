using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using RomHost.Reduction;

namespace RomHost.Tests.Reduction;

/// <summary>On the basis of <c>pod.npz</c>: 768 cells, 12 modes.</summary>
public sealed class PodBasisTests
{
    private const int Cells = 768;
    private const int Modes = 12;

    private static readonly PodBasis Basis = Golden();

    [Property]
    public bool Projection_IsIdempotent(int[] seeds)
    {
        double[] once = Projected(Field(seeds));
        return Projected(once).Zip(once).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-10 * (1 + Math.Abs(pair.Second)));
    }

    [Property]
    public bool Restriction_OfALiftedState_IsThatState(int[] seeds)
    {
        double[] state = Field(seeds)[..Modes], lifted = new double[Cells], restricted = new double[Modes];
        Basis.Lift(state, lifted);
        Basis.Restrict(lifted, restricted);
        return restricted.Zip(state).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-10 * (1 + Math.Abs(pair.Second)));
    }

    /// <summary>Snapshots of equal mass differ from their mean by fields without mass, so every mode has none.</summary>
    [Property]
    public bool RawLifting_ConservesMass_WhenSnapshotsDo(int[] seeds)
    {
        using var file = NpzReader.Open(GoldenPath);
        double[] snapshots = file.ReadDoubles("snapshots");
        double[] masses = [.. Enumerable.Range(0, 160).Select(t => snapshots.AsSpan(t * Cells, Cells).ToArray().Sum())];
        // Two normalised snapshots span a basis of one mode.
        double[] a = [.. snapshots[..Cells].Select(value => value / masses[0])];
        double[] b = [.. snapshots[(5 * Cells)..(6 * Cells)].Select(value => value / masses[5])];
        double[] mean = [.. a.Zip(b, (x, y) => (x + y) / 2)];
        double[] mode = [.. a.Zip(b, (x, y) => x - y)];
        double norm = Math.Sqrt(mode.Sum(value => value * value));
        var basis = new PodBasis(mean, [.. mode.Select(value => value / norm)]);
        var lifted = new double[Cells];
        basis.Lift([Field(seeds)[0]], lifted);
        return Math.Abs(lifted.Sum() - 1) <= 1e-10;
    }

    private static string GoldenPath => Path.Combine(AppContext.BaseDirectory, "Golden", "pod.npz");

    private static PodBasis Golden()
    {
        using var file = NpzReader.Open(GoldenPath);
        return new PodBasis(file.ReadDoubles("mean"), Transposition.Of(file.ReadDoubles("modes"), Cells, Modes));
    }

    private static double[] Projected(double[] snapshot)
    {
        double[] centred = [.. snapshot], state = new double[Modes], lifted = new double[Cells];
        Basis.Restrict(centred, state);
        Basis.Lift(state, lifted);
        return lifted;
    }

    private static double[] Field(int[] seeds)
    {
        var random = new RandomStream((uint)seeds.Aggregate(17, (hash, seed) => unchecked(hash * 31 + seed)));
        return [.. Enumerable.Range(0, Cells).Select(_ => random.NextGaussian())];
    }
}
