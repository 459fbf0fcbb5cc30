using Rom.Abstractions;
using Rom.Testing.Options;

namespace Rom.Testing.Rules;

/// <summary>The rules of <see cref="IDensityEstimator"/>.</summary>
/// <param name="offer">The estimator's registration.</param>
/// <param name="arrangement">Creates the estimator.</param>
internal sealed class DensityRules(DensityEstimatorRegistration offer, Arrangement arrangement)
{
    private readonly string subject = $"density estimator {offer.Name}";

    private const int Particles = 200;
    private const double MassTolerance = 0.01;

    private static readonly Domain Square = new(20, 20, Boundary.Periodic);

    /// <summary>The checks.</summary>
    public IEnumerable<ContractCheck> Checks() =>
    [
        new(subject, "options: a configuration can give each of them", () => OptionsRecord.Problem(offer)),
        .. OptionsRules.Of(
            subject, "options", offer.OptionsType, () => arrangement.OptionsOf(offer), arrangement.Reader),
        Check("a movie has the trajectory's times, on the grid that was announced", Frames),
        Check("densities integrate to the number of particles, to 1 %", Mass),
        Check("frames may have different numbers of particles, and none", Varying),
        Check("several threads estimate the same as one", SeveralThreads),
        Check("a cancelled estimate ends within a second", Cancellation),
        Check("nothing is written outside its folder", NothingOutside),
        .. typeof(IFieldEstimator).IsAssignableFrom(offer.ImplementationType)
            ? new FieldRules(offer, arrangement, Square).Checks()
            : [],
        .. ScalarOption.Marked<GridSizeAttribute>(offer.OptionsType)
            .Select(option => Check(
                $"the option '{option.Name}', marked as a grid's size, sets its number of cells",
                () => CellsOf(option))),
    ];

    private ContractCheck Check(string rule, Func<string?> findBreach) => new(subject, rule, findBreach);

    private IDensityEstimator Estimator() => offer.Create(arrangement.Services, arrangement.OptionsOf(offer));

    private string? Frames()
    {
        var (estimator, trajectory) = (Estimator(), Walk([.. Enumerable.Repeat(Particles, 5)]));
        var movie = estimator.Estimate(trajectory, Square, CancellationToken.None);
        if (!movie.Times.SequenceEqual(trajectory.Times))
            return $"expected the {trajectory.FrameCount} times of the trajectory, found {movie.FrameCount} others";
        var grid = estimator.GridOn(Square);
        return movie.Grid == grid
            ? null
            : $"expected the {grid.Ny} × {grid.Nx} cells of GridOn, found {movie.Grid.Ny} × {movie.Grid.Nx}";
    }

    private string? CellsOf(ScalarOption option)
    {
        var cells = new Dictionary<int, int>();
        foreach (int size in (int[])[8, 16])
        {
            if (arrangement.OptionsWith(offer, option, size) is { } options)
                cells[size] = offer.Create(arrangement.Services, options).GridOn(Square).CellCount;
        }
        return cells.Count == 2 && cells[8] == cells[16]
            ? $"expected other numbers of cells where '{option.Name}' is 8 and 16, found {cells[8]} both times"
            : null;
    }

    private string? Mass() => WrongMass([Particles, Particles]);

    private string? Varying() => WrongMass([3, 0, 50, 1]);

    private string? WrongMass(int[] counts)
    {
        var movie = Estimator().Estimate(Walk(counts), Square, CancellationToken.None);
        for (int t = 0; t < counts.Length; t++)
        {
            double mass = 0;
            foreach (float density in movie.Frame(t)) mass += density * movie.Grid.CellArea;
            if (Math.Abs(mass - counts[t]) > MassTolerance * counts[t])
                return FormattableString.Invariant(
                    $"frame {t}: expected a mass of {counts[t]}, that of its particles, found {mass:G4}");
        }
        return null;
    }

    private string? SeveralThreads()
    {
        var (estimator, trajectory) = (Estimator(), Walk([.. Enumerable.Repeat(Particles, 5)]));
        var alone = estimator.Estimate(trajectory, Square, CancellationToken.None);
        var others = new DensityMovie[4];
        Parallel.For(0, others.Length, new ParallelOptions { MaxDegreeOfParallelism = others.Length }, k =>
            others[k] = estimator.Estimate(trajectory, Square, CancellationToken.None));
        return others.All(other => other.Values.SequenceEqual(alone.Values))
            ? null
            : "densities differ when several threads estimate them";
    }

    private string? Cancellation()
    {
        var (estimator, trajectory) = (Estimator(), Walk([.. Enumerable.Repeat(Particles, 2000)]));
        return Cancelling.Breach(token => estimator.Estimate(trajectory, Square, token));
    }

    private string? NothingOutside()
    {
        var watched = new WatchedFolders(arrangement.Untouched);
        Estimator().Estimate(Walk([Particles]), Square, CancellationToken.None);
        return watched.Change() is { } file ? $"{file} was written or changed" : null;
    }

    private static Trajectory Walk(int[] counts)
    {
        var random = new Random(1);
        var positions = new float[2 * counts.Sum()];
        for (int i = 0; i < positions.Length; i++) positions[i] = (float)(random.NextDouble() * Square.Lx);
        return new Trajectory([.. counts.Select((_, t) => 0.1 * t)], counts, positions, velocities: null);
    }
}
