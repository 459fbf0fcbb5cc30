using Rom.Abstractions;

namespace Rom.Testing.Rules;

/// <summary>The rules of <see cref="IFieldEstimator"/>, beside those of <see cref="IDensityEstimator"/>.</summary>
/// <param name="offer">The estimator's registration.</param>
/// <param name="arrangement">Creates the estimator.</param>
/// <param name="domain">A periodic domain.</param>
internal sealed class FieldRules(DensityEstimatorRegistration offer, Arrangement arrangement, Domain domain)
{
    private const string Momentum = "momentum";
    private const int Particles = 100;

    /// <summary>The checks.</summary>
    public IEnumerable<ContractCheck> Checks() =>
    [
        Check("its further fields come in the wanted order, beside the same density", Order),
        Check("its further fields are the same each time, from several threads too", SeveralThreads),
        Check("momentum is zero without motion, and where no particle is", NoMotion),
        Check("a field that it does not offer is refused with ArgumentException", Unknown),
        Check("a cancelled estimate of further fields ends within a second", Cancellation),
    ];

    private ContractCheck Check(string rule, Func<string?> findBreach) =>
        new($"density estimator {offer.Name}", rule, findBreach);

    private IFieldEstimator Estimator() =>
        (IFieldEstimator)offer.Create(arrangement.Services, arrangement.OptionsOf(offer));

    private string? Order()
    {
        var (estimator, trajectory) = (Estimator(), Walk(5, Particles, speed: 1));
        if (estimator.Fields.Count == 0) return "expected a field at least, found none: offer IDensityEstimator alone";
        if (estimator.Fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return $"expected different names of fields, found {twice.Key} {twice.Count()} times";
        var density = estimator.Estimate(trajectory, domain, CancellationToken.None);
        string[] all = [.. estimator.Fields.Select(field => field.Name)];
        foreach (string[] wanted in (string[][])[all, [all[^1]], []])
        {
            var movie = estimator.EstimateFields(trajectory, domain, wanted, CancellationToken.None);
            if (!movie.Names.SequenceEqual(wanted))
                return $"expected [{string.Join(", ", wanted)}], found [{string.Join(", ", movie.Names)}]";
            if (movie.Density.Grid != density.Grid || !movie.Density.Times.SequenceEqual(density.Times)
                || !movie.Density.Values.SequenceEqual(density.Values))
                return $"expected the density of Estimate beside [{string.Join(", ", wanted)}], found another";
        }
        return null;
    }

    private string? SeveralThreads()
    {
        var (estimator, trajectory) = (Estimator(), Walk(3, Particles, speed: 1));
        string[] all = [.. estimator.Fields.Select(field => field.Name)];
        FieldMovie Movie() => estimator.EstimateFields(trajectory, domain, all, CancellationToken.None);
        var alone = Movie();
        var others = new FieldMovie[4];
        Parallel.For(0, others.Length, new ParallelOptions { MaxDegreeOfParallelism = others.Length },
            k => others[k] = Movie());
        foreach (string field in all)
        {
            if (others.Any(other => !other.Values(field).SequenceEqual(alone.Values(field))))
                return $"{field} differs when several threads estimate it";
        }
        return null;
    }

    private string? NoMotion()
    {
        var estimator = Estimator();
        string[] momenta =
            [.. estimator.Fields.Where(field => field.Channel == Momentum).Select(field => field.Name)];
        foreach (var trajectory in (Trajectory[])[Walk(2, Particles, speed: 0), Walk(2, 0, speed: 1)])
        {
            var movie = estimator.EstimateFields(trajectory, domain, momenta, CancellationToken.None);
            foreach (string field in momenta)
            {
                if (movie.Values(field).ContainsAnyExcept(0))
                    return FormattableString.Invariant(
                        $"expected {field} of 0 for {trajectory.ParticleCount(0)} particles that rest, found another");
            }
        }
        return null;
    }

    private string? Unknown()
    {
        try
        {
            Estimator().EstimateFields(Walk(1, 1, speed: 1), domain, ["no_such_field"], CancellationToken.None);
            return "expected ArgumentException for the field 'no_such_field', found a movie";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private string? Cancellation()
    {
        var (estimator, trajectory) = (Estimator(), Walk(1000, Particles, speed: 1));
        string[] all = [.. estimator.Fields.Select(field => field.Name)];
        return Cancelling.Breach(token => estimator.EstimateFields(trajectory, domain, all, token));
    }

    private Trajectory Walk(int frames, int particles, float speed)
    {
        var random = new Random(1);
        var (positions, velocities) = (new float[2 * particles * frames], new float[2 * particles * frames]);
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = (float)(random.NextDouble() * domain.Lx);
            velocities[i] = speed * (float)(random.NextDouble() - 0.25);
        }
        return new Trajectory([.. Enumerable.Range(0, frames).Select(t => 0.1 * t)], particles, positions, velocities);
    }
}
