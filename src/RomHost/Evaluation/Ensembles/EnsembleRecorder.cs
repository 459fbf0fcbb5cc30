using System.Numerics.Tensors;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// Records what the report shows of an ensemble while it is scored: in the lab frame where that is scored, else in the
/// aligned frame. Bounded in size, whatever the length of the run. For one thread.
/// </summary>
internal sealed class EnsembleRecorder
{
    private const int MostFrames = 200, MostMovieFrames = 40, MostMembers = 4, MostMaps = 4, MostCells = 3;

    // Cells with fans are further apart than this [cells]: neighbours show nearly the same.
    private const int Apart = 1;

    // The density that maps show the probability of, in units of the mean density.
    private const double ThresholdOfMean = 2;

    private readonly EnsembleSetting setting;
    private readonly IReadOnlyDictionary<string, QuantityCalibration> calibrations;
    private readonly bool keepsMembers;
    private readonly int fanStride, movieStride; // of scored frames
    private readonly HashSet<int> mapped;
    private readonly int[] cells; // with fans

    private double[] times = [], values = [];
    private FanRecorder[] places = [], fans = [], ofCells = [];
    private MapRecorder? maps;
    private MemberRecorder? movie;
    private int count;

    /// <summary>Prepares a run.</summary>
    /// <param name="setting">What all ensembles of the run share.</param>
    /// <param name="leads">The leads up to which forecasts are scored.</param>
    /// <param name="calibrations">Calibrations of intervals by quantity; empty for none.</param>
    /// <param name="keepsMembers">Whether densities of members are recorded too.</param>
    public EnsembleRecorder(
        EnsembleSetting setting, IReadOnlyList<Lead> leads,
        IReadOnlyDictionary<string, QuantityCalibration> calibrations, bool keepsMembers)
    {
        (this.setting, this.calibrations, this.keepsMembers) = (setting, calibrations, keepsMembers);
        (fanStride, movieStride) = (StrideFor(MostFrames), StrideFor(MostMovieFrames));
        mapped = [.. MappedFrames(leads)];
        cells = CellsThatVaryMost();
    }

    /// <summary>Begins an ensemble; what was recorded before is dropped.</summary>
    /// <param name="members">The number of members.</param>
    public void Begin(int members)
    {
        count = 0;
        values = new double[members];
        times = new double[Kept(fanStride)];
        string density = setting.IsInLab ? Quantity.LabDensity : Quantity.Density;
        FanRecorder Fan(string name, string? quantity = null, int component = 0) => new(
            name, times.Length, quantity is null ? null : calibrations.GetValueOrDefault(quantity), component);
        places = setting.IsInLab
            ? [Fan(EnsembleFan.DisplacementY, Quantity.Place, 0), Fan(EnsembleFan.DisplacementX, Quantity.Place, 1)]
            : [];
        fans = [Fan(EnsembleFan.DensityVariance), Fan(EnsembleFan.LargestDensity)];
        ofCells = [.. cells.Index().Select(cell => Fan($"{EnsembleFan.Cell}{cell.Index}", density, cell.Item))];
        double mean = TensorPrimitives.Sum(setting.Run.Density.Frame(setting.Start - 1))
            / setting.Reducer.Grid.CellCount;
        maps = new MapRecorder(setting.BlockRows, setting.BlockColumns, ThresholdOfMean * mean, mapped.Count);
        movie = keepsMembers
            ? new MemberRecorder(setting, Math.Min(MostMembers, members), Kept(movieStride))
            : null;
    }

    /// <summary>Adds a scored frame.</summary>
    /// <param name="step">The step of the forecast, from 0.</param>
    /// <param name="frame">The members.</param>
    /// <param name="truth">The true density on the coarse grid.</param>
    /// <param name="ways">The way of each member from the frame's centre, along y and x [m, 2]; empty for none.</param>
    /// <param name="way">That of the truth [2].</param>
    public void Add(
        int step, MemberFrame frame, ReadOnlySpan<double> truth, ReadOnlySpan<double> ways, ReadOnlySpan<double> way)
    {
        int scored = step / setting.Options.Stride, blocks = setting.Blocks;
        double time = setting.Run.Density.Times[setting.Start + step];
        ReadOnlySpan<double> densities = setting.IsInLab ? frame.LabDensity : frame.Density;
        if (mapped.Contains(scored)) maps!.Add(time, densities, truth);
        if (scored % movieStride == 0) movie?.Add(step, frame);
        if (scored % fanStride != 0) return;
        times[count++] = time;
        // A shift aligns a frame: it is the way back.
        var last = setting.PlaceOf(setting.LastShift);
        double[] offsets = [last.Y - frame.Centre.Y, last.X - frame.Centre.X];
        for (int axis = 0; axis < places.Length; axis++)
        {
            for (int m = 0; m < values.Length; m++) values[m] = ways[2 * m + axis];
            places[axis].Scale = (-1, offsets[axis]);
            places[axis].Add(scored, values, way[axis]);
        }
        for (int m = 0; m < values.Length; m++) values[m] = VarianceOf(densities.Slice(m * blocks, blocks));
        fans[0].Add(scored, values, VarianceOf(truth));
        for (int m = 0; m < values.Length; m++)
            values[m] = TensorPrimitives.Max(densities.Slice(m * blocks, blocks));
        fans[1].Add(scored, values, TensorPrimitives.Max(truth));
        for (int i = 0; i < cells.Length; i++)
        {
            for (int m = 0; m < values.Length; m++) values[m] = densities[m * blocks + cells[i]];
            ofCells[i].Add(scored, values, truth[cells[i]]);
        }
    }

    /// <summary>Returns what was recorded of the last ensemble.</summary>
    public ShownEnsemble Shown => new(
        times, [.. places.Reverse().Concat(fans).Concat(ofCells).Select(fan => fan.Fan)],
        [.. cells.Select(setting.CentreOfBlock)], maps!.Maps, movie?.Movie);

    private int StrideFor(int most) => (setting.ScoredFrames + most - 1) / most;

    private int Kept(int stride) => (setting.ScoredFrames - 1) / stride + 1;

    // The last scored frames of the first lead, of the last one, and of two between them.
    private IEnumerable<int> MappedFrames(IReadOnlyList<Lead> leads)
    {
        int[] frames =
        [
            .. leads.Select(lead => Math.Min((lead.Frames - 1) / setting.Options.Stride, setting.ScoredFrames - 1))
                .Append(setting.ScoredFrames - 1).Distinct().Order(),
        ];
        int most = Math.Min(MostMaps, frames.Length);
        for (int i = 0; i < most; i++) yield return frames[most == 1 ? 0 : i * (frames.Length - 1) / (most - 1)];
    }

    private static double VarianceOf(ReadOnlySpan<double> density) => OrderParameters.VarianceOf(density);

    private int[] CellsThatVaryMost()
    {
        int blocks = setting.Blocks, frames = Kept(fanStride);
        double[] aligned = new double[blocks], lab = new double[setting.IsInLab ? blocks : 0];
        var (sums, squares) = (new double[blocks], new double[blocks]);
        for (int f = 0; f < frames; f++)
        {
            setting.Truth(setting.Start + f * fanStride * setting.Options.Stride, aligned, lab);
            double[] shown = setting.IsInLab ? lab : aligned;
            TensorPrimitives.Add(sums, shown, sums);
            TensorPrimitives.MultiplyAdd(shown, shown, squares, squares);
        }
        var found = new List<int>();
        foreach (int block in Enumerable.Range(0, blocks)
            .OrderByDescending(i => squares[i] - sums[i] * sums[i] / frames))
        {
            if (found.Count == MostCells) break;
            if (found.All(other => setting.IsApart(block, other, Apart))) found.Add(block);
        }
        return [.. found];
    }
}
