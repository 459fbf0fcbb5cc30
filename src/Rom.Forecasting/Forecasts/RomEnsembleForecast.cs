using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Lifting;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// An ensemble of forecasts of the density, in the lab frame: each member is one of the futures that the model takes
/// for possible. Members are lifted when they are asked for. Immutable and thread-safe.
/// </summary>
public sealed class RomEnsembleForecast
{
    private readonly ForecastOrigin origin;
    private readonly double[] states; // [members, steps, dimension]
    private readonly IReadOnlyList<ProjectionErrors> projectionErrors; // of each member, or none
    private readonly double[] times;
    private readonly FrameMeasures[][] measures; // of each member

    internal RomEnsembleForecast(
        string model, ForecastOrigin origin, double[] states, IReadOnlyList<ProjectionErrors> projectionErrors,
        int members, int steps, IReadOnlyList<string> doubts, CancellationToken cancellation)
    {
        (Model, this.origin, this.states, MemberCount) = (model, origin, states, members);
        this.projectionErrors = projectionErrors;
        times = origin.Times(steps);
        measures = new FrameMeasures[members][];
        Parallel.For(
            0, members, new ParallelOptions { CancellationToken = cancellation }, m => measures[m] = MeasuresOf(m));
        FiniteMembers = [.. Enumerable.Range(0, members).Where(m => measures[m].Length == steps)];
        int diverged = members - FiniteMembers.Count;
        if (FiniteMembers.Count < 2 || diverged > StateRange.MostDiverged * members)
            throw new InvalidDataException(
                $"{model}: {diverged} of {members} members diverge within {steps} steps; "
                + "forecast fewer steps, or use a model that is stable");
        Doubts = diverged == 0
            ? doubts
            : [.. doubts, $"{diverged} of {members} members diverge before the end: median, spread and quantiles "
                + "are those of the others"];
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The grid of densities.</summary>
    public Grid Grid => origin.Grid;

    /// <summary>The number of members.</summary>
    public int MemberCount { get; }

    /// <summary>The members that are finite to the end, of which statistics are made.</summary>
    public IReadOnlyList<int> FiniteMembers { get; }

    /// <summary>The times of the forecast frames [steps].</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>The states, with the channels that the model uses [members, steps, dimension].</summary>
    public ReadOnlySpan<double> States => states;

    /// <summary>Reasons to doubt it, a sentence each; empty for none.</summary>
    public IReadOnlyList<string> Doubts { get; }

    /// <summary>Lifts a member to densities in the lab frame.</summary>
    /// <param name="member">One of <see cref="FiniteMembers"/>.</param>
    public DensityMovie Member(int member)
    {
        int cells = Grid.CellCount;
        var values = new float[checked(times.Length * cells)];
        Lift(member, (k, density) => density.CopyTo(values.AsSpan(k * cells)));
        return new DensityMovie(Grid, [.. times], values);
    }

    /// <summary>Returns the probability that each cell's density exceeds a threshold: a share of the members.</summary>
    /// <param name="threshold">The density, at least 0 [particles per area].</param>
    /// <returns>The share of <see cref="FiniteMembers"/> [steps, ny, nx].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is negative or not finite.</exception>
    public float[] ExceedanceProbabilities(double threshold)
    {
        var maps = new ExceedanceMaps(Checked([threshold]), times.Length, Grid.CellCount);
        LiftSteps(maps.Add);
        return maps.Values;
    }

    /// <summary>
    /// Writes the ensemble: an archive (<c>.npz</c>) of all members' densities, their median and spread, probabilities
    /// that cells exceed densities, states and places, or a table (<c>.csv</c>) of quantiles of place and order
    /// parameters and of such probabilities (docs/file-formats.md).
    /// </summary>
    /// <param name="path">The file, in an existing folder.</param>
    /// <param name="thresholds">
    /// The densities, at least 0 [particles per area]; null for twice the mean density of the last known frame, to
    /// three significant digits.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is negative or not finite.</exception>
    /// <exception cref="InvalidDataException">Its ending is unknown, or it is a folder.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    public void Write(string path, IReadOnlyCollection<double>? thresholds = null)
    {
        double[] exceeded = Checked(thresholds ?? [origin.DenseThreshold]);
        if (ForecastPath.IsTable(path))
            EnsembleTable.Write(
                path, times, [.. FiniteMembers.Select(m => measures[m])], Grid.Domain, exceeded,
                ExceedanceCurve.Of(this, exceeded));
        else
            EnsembleFile.Write(path, this, measures, exceeded);
    }

    internal delegate void FrameReceiver(int step, ReadOnlySpan<float> density);

    /// <summary>Lifts a member frame by frame, into a buffer that the next frame overwrites.</summary>
    internal void Lift(int member, FrameReceiver receive)
    {
        var lift = LiftOf(member);
        var density = new float[Grid.CellCount];
        for (int k = 0; k < times.Length; k++)
        {
            lift.Next(State(member, k), density);
            receive(k, density);
        }
    }

    /// <summary>Lifts all finite members side by side, step by step [members, cells].</summary>
    internal void LiftSteps(FrameReceiver receive)
    {
        var lifts = FiniteMembers.Select(LiftOf).ToArray();
        int cells = Grid.CellCount;
        var densities = new float[checked(lifts.Length * cells)];
        for (int k = 0; k < times.Length; k++)
        {
            for (int i = 0; i < lifts.Length; i++)
                lifts[i].Next(State(FiniteMembers[i], k), densities.AsSpan(i * cells, cells));
            receive(k, densities);
        }
    }

    private static double[] Checked(IReadOnlyCollection<double> thresholds)
    {
        foreach (double threshold in thresholds)
        {
            if (!(threshold >= 0 && double.IsFinite(threshold)))
                throw new ArgumentOutOfRangeException(
                    nameof(thresholds), threshold, "expected densities of at least 0, found another");
        }
        return [.. thresholds.Distinct()];
    }

    private LabLift LiftOf(int member) =>
        origin.Lift(projectionErrors.Count == 0 ? null : projectionErrors[member]);

    private ReadOnlySpan<double> State(int member, int step)
    {
        int d = states.Length / MemberCount / times.Length;
        return states.AsSpan((member * times.Length + step) * d, d);
    }

    // As far as the member is finite.
    private FrameMeasures[] MeasuresOf(int member)
    {
        var (lift, centre) = (LiftOf(member), new MassCentre(Grid));
        var density = new float[Grid.CellCount];
        var measured = new List<FrameMeasures>(times.Length);
        for (int k = 0; k < times.Length; k++)
        {
            var state = State(member, k);
            if (!StateRange.Contains(state) || !lift.Next(state, density)
                || !TensorPrimitives.IsFiniteAll<float>(density))
                break;
            measured.Add(FrameMeasures.Of(density, Grid, centre));
        }
        return [.. measured];
    }
}
