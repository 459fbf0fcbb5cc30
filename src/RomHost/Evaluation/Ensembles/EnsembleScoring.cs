using Rom.Numerics.RandomNumbers;

namespace RomHost.Evaluation.Ensembles;

/// <summary>Compares the members of an ensemble with a test run, in all quantities. For one thread.</summary>
/// <param name="setting">What all ensembles of the run share.</param>
/// <param name="leads">The leads up to which they are scored.</param>
/// <param name="seed">Seed of the ranks of ties.</param>
internal sealed class EnsembleScoring(EnsembleSetting setting, IReadOnlyList<Lead> leads, ulong seed)
{
    /// <summary>Calibrations of intervals by quantity; empty for none.</summary>
    public IReadOnlyDictionary<string, QuantityCalibration> Calibrations { get; init; } =
        new Dictionary<string, QuantityCalibration>();

    /// <summary>Records what the report shows; null for nothing.</summary>
    public EnsembleRecorder? Recorder { get; init; }

    /// <summary>Whether the run calibrates intervals.</summary>
    public bool IsCalibrating { get; init; }

    /// <summary>How far truths lay outside, where the run calibrates; of the last ensemble.</summary>
    public IReadOnlyList<IntervalExcess> Excesses { get; private set; } = [];

    /// <summary>Scores an ensemble.</summary>
    /// <param name="members">The members.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="lost">The members whose density is not finite, ascending: without scores.</param>
    /// <returns>The scores of each quantity; none where members are lost.</returns>
    public IReadOnlyList<QuantityScores> Score(
        IMemberFrames members, CancellationToken cancellation, out IReadOnlyList<int> lost)
    {
        int r = setting.Reducer.LatentDimension, stride = setting.Options.Stride;
        var missing = new SortedSet<int>();
        var frame = new MemberFrame(members.Members, setting.Blocks, r);
        var (density, labDensity) = (new double[setting.Blocks], new double[setting.IsInLab ? setting.Blocks : 0]);
        double[] lengths = setting.Lengths, place = new double[2], places = new double[2 * members.Members];
        var ofDensity = Scoring(Quantity.Density, setting.Blocks, setting.Neighbours, []);
        var ofLab = Scoring(Quantity.LabDensity, setting.Blocks, setting.Neighbours, []);
        var ofLatent = Scoring(Quantity.Latent, r, [], []);
        var ofPlace = Scoring(Quantity.Place, 2, [], lengths);
        Recorder?.Begin(members.Members);
        for (int k = 0; k < setting.Steps; k++)
        {
            members.Advance(k);
            if (k < members.FirstStep || (k - members.FirstStep) % stride != 0) continue;
            cancellation.ThrowIfCancellationRequested();
            missing.UnionWith(members.Read(frame));
            if (missing.Count > 0) continue;
            int t = setting.Start + k;
            setting.Truth(t, density, labDensity);
            ofDensity.Add(frame.Density, density);
            if (members.HasStates) ofLatent.Add(frame.Latent, setting.Run.State(t));
            if (!setting.IsInLab)
            {
                Recorder?.Add(k, frame, density, [], []);
                continue;
            }
            ofLab.Add(frame.LabDensity, labDensity);
            // The way from a place that is known without the members: nothing is cut where they are.
            var (y, x) = setting.PlaceOf(setting.Run.ShiftOf(t));
            (place[0], place[1]) = (Way(y, frame.Centre.Y, 0), Way(x, frame.Centre.X, 1));
            for (int m = 0; m < members.Members; m++)
            {
                places[2 * m] = Way(frame.Place[2 * m], frame.Centre.Y, 0);
                places[2 * m + 1] = Way(frame.Place[2 * m + 1], frame.Centre.X, 1);
            }
            ofPlace.Add(places, place);
            Recorder?.Add(k, frame, labDensity, places, place);
        }
        lost = [.. missing];
        if (lost.Count > 0) return [];
        QuantityScoring[] scored = setting.IsInLab ? [ofDensity, ofLab, ofLatent, ofPlace] : [ofDensity, ofLatent];
        if (!members.HasStates) scored = [.. scored.Where(one => one != ofLatent)];
        Excesses = [.. scored.Select(one => one.Excess).OfType<IntervalExcess>()];
        return [.. scored.Select(one => one.Scores(leads, stride, members.FirstStep))];

        double Way(double to, double from, int axis) => Math.IEEERemainder(to - from, lengths[axis]);

        QuantityScoring Scoring(string name, int dimension, (int, int)[] neighbours, double[] circumferences)
        {
            int place = Quantity.All.Index().First(one => one.Item == name).Index;
            return new(
                name, dimension, members.Members, setting.ScoredFrames,
                new RandomStream(RandomStream.DeriveSeed(seed, (ulong)place)))
            {
                Neighbours = neighbours,
                Circumferences = circumferences,
                Calibration = Calibrations.GetValueOrDefault(name),
                Trace = Quantity.IsDensity(name) ? setting.Trace : double.NegativeInfinity,
                Excess = IsCalibrating ? IntervalExcess.Create(name, dimension, setting.ScoredFrames) : null,
            };
        }
    }
}
