using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using RomHost.Configuration.Sections;

namespace RomHost.Evaluation.Ensembles;

/// <summary>What the scores of all ensembles of one test run share. For one thread.</summary>
internal sealed class EnsembleSetting
{
    // The density that is as good as none, in units of the mean density: kernels and modes leave traces of a particle
    // where a run has none, and none of their differences matters.
    private const double TraceOfMean = 0.01;

    // Members that are lifted together: enough to read the modes seldom, and their fields stay in a cache.
    private const int Batch = 8;

    private readonly RunReference reference;
    private readonly DensityLift lift;
    private readonly CoarseGrid coarse;
    private readonly double[] field;
    private readonly double[] fields; // [Batch, cells]

    /// <summary>Prepares a run.</summary>
    /// <param name="reducer">Basis, transform and shifts of the experiment.</param>
    /// <param name="options">The configuration's evaluation part, with ensembles.</param>
    /// <param name="reference">The truth of the run.</param>
    /// <param name="shifts">What forecasts do with shifts.</param>
    public EnsembleSetting(
        Reducer reducer, EvaluationOptions options, RunReference reference, ShiftForecast shifts)
    {
        (Reducer, this.reference, IsInLab) = (reducer, reference, shifts != ShiftForecast.None);
        Options = options.Ensemble ?? throw new ArgumentException("expected options of ensembles", nameof(options));
        // Members differ as the states do: they need no variance beside them.
        var known = Run.Density.Frame(reference.Start - 1);
        lift = new DensityLift(reducer, options.Constraint, known);
        Trace = TraceOfMean * TensorPrimitives.Average(known);
        coarse = new CoarseGrid(reducer.Grid, Options.Grid);
        field = new double[reducer.Grid.CellCount];
        fields = new double[checked(Math.Min(Batch, Options.Members) * field.Length)];
        Neighbours = coarse.Neighbours(NeighbourDistance, reducer.Grid.Domain.Boundary);
    }

    /// <summary>The largest distance of cells whose differences the variogram score compares [blocks].</summary>
    public const int NeighbourDistance = 3;

    /// <summary>The reduction.</summary>
    public Reducer Reducer { get; }

    /// <summary>The options.</summary>
    public ForecastEnsembleOptions Options { get; }

    /// <summary>The run.</summary>
    public ReducedRun Run => reference.Run;

    /// <summary>The first forecast frame.</summary>
    public int Start => reference.Start;

    /// <summary>The number of forecast frames.</summary>
    public int Steps => Run.FrameCount - Start;

    /// <summary>The number of those that are scored.</summary>
    public int ScoredFrames => (Steps - 1) / Options.Stride + 1;

    /// <summary>Whether the lab frame and the place are scored.</summary>
    public bool IsInLab { get; }

    /// <summary>The blocks of the coarse grid.</summary>
    public int Blocks => coarse.CellCount;

    /// <summary>The density below which there is as good as nothing [particles per unit area].</summary>
    public double Trace { get; }

    /// <summary>Rows of the coarse grid.</summary>
    public int BlockRows => coarse.Rows;

    /// <summary>Columns of the coarse grid.</summary>
    public int BlockColumns => coarse.Columns;

    /// <summary>The pairs of neighbouring blocks.</summary>
    public (int First, int Second)[] Neighbours { get; }

    /// <summary>The shift of the last known frame.</summary>
    public SubcellShift LastShift => Run.ShiftOf(Start - 1);

    /// <summary>The lengths of the domain along y and x [length units].</summary>
    public double[] Lengths => [Reducer.Grid.Domain.Ly, Reducer.Grid.Domain.Lx];

    /// <summary>Converts a shift to a place.</summary>
    /// <param name="shift">The shift [cells].</param>
    /// <returns>The place along y and x [length units].</returns>
    public (double Y, double X) PlaceOf(SubcellShift shift) =>
        (shift.Dy * Reducer.Grid.Dy, shift.Dx * Reducer.Grid.Dx);

    /// <summary>Returns the centre of a block [length units].</summary>
    /// <param name="block">The block.</param>
    public (double X, double Y) CentreOfBlock(int block) => (
        (block % BlockColumns + 0.5) * Reducer.Grid.Domain.Lx / BlockColumns,
        (block / BlockColumns + 0.5) * Reducer.Grid.Domain.Ly / BlockRows);

    /// <summary>Returns whether two blocks are further apart than a number of them, along x or along y.</summary>
    /// <param name="one">A block.</param>
    /// <param name="other">Another one.</param>
    /// <param name="blocks">The number.</param>
    public bool IsApart(int one, int other, int blocks)
    {
        bool isPeriodic = Reducer.Grid.Domain.Boundary == Boundary.Periodic;
        int Distance(int a, int b, int count) =>
            Math.Abs(a - b) is var way && isPeriodic ? Math.Min(way, count - way) : way;
        return Distance(one % BlockColumns, other % BlockColumns, BlockColumns) > blocks
            || Distance(one / BlockColumns, other / BlockColumns, BlockRows) > blocks;
    }

    /// <summary>Lifts a member.</summary>
    /// <param name="frame">The members.</param>
    /// <param name="member">The member, from 0.</param>
    /// <param name="density">Receives the density in the aligned frame [cells].</param>
    public void LiftWhole(MemberFrame frame, int member, Span<double> density) =>
        lift.LiftBatch(frame.LatentOf(member), 1, frame.ProjectionErrorsOf(member, 1), density);

    /// <summary>Lifts the states of all members, and averages their densities over blocks.</summary>
    /// <param name="frame">States and shifts of the members; receives densities and places.</param>
    /// <returns>The members whose density is not finite, ascending; empty for none.</returns>
    public IReadOnlyList<int> Lift(MemberFrame frame)
    {
        List<int>? lost = null;
        for (int first = 0; first < frame.Members; first += Batch)
        {
            int count = Math.Min(Batch, frame.Members - first);
            lift.LiftBatch(
                frame.LatentOf(first, count), count, frame.ProjectionErrorsOf(first, count),
                fields.AsSpan(0, count * field.Length));
            for (int k = 0; k < count; k++)
            {
                int member = first + k;
                var lifted = fields.AsSpan(k * field.Length, field.Length);
                coarse.Average(lifted, default, frame.DensityOf(member));
                if (!StateRange.Contains(frame.DensityOf(member))) (lost ??= []).Add(member);
                if (!IsInLab) continue;
                var shift = frame.Shifts[member];
                coarse.Average(lifted, shift.Rounded.Inverse, frame.LabDensityOf(member));
                (frame.Place[2 * member], frame.Place[2 * member + 1]) = PlaceOf(shift);
            }
        }
        return lost ?? [];
    }

    /// <summary>Averages the true density over blocks.</summary>
    /// <param name="frame">Frame of the run, from <see cref="Start"/>.</param>
    /// <param name="density">Receives it in the aligned frame [blocks].</param>
    /// <param name="labDensity">Receives it in the lab frame [blocks]; empty where that is not scored.</param>
    public void Truth(int frame, Span<double> density, Span<double> labDensity)
    {
        reference.Truth(frame, field);
        coarse.Average(field, default, density);
        if (labDensity.IsEmpty) return;
        TensorPrimitives.ConvertTruncating(Run.Density.Frame(frame), field);
        coarse.Average(field, default, labDensity);
    }
}
