using Rom.Forecasting.Reduction;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// What the modes leave out of a run's snapshots from its first forecast frame on. Members of ensembles have it too:
/// without, they are smoother than any truth. Immutable: threads share it.
/// </summary>
/// <remarks>
/// Beyond the run it goes on as <see cref="ErrorPaths"/> do. A member that has the projection errors of the run whose
/// latent errors it is dressed with differs from the forecast as that run's snapshots did from theirs, in each cell,
/// but for what is predicted of latent errors and for their spread (<see cref="DressedEnsemble"/>).
/// </remarks>
internal sealed class ProjectionErrors
{
    // Separates the stream of draws from those of states.
    private const ulong Stream = 0x70726F6A;

    private readonly ProjectionError[] errors; // [kept frames]
    private readonly int steps, stride;

    private ProjectionErrors(ProjectionError[] errors, int steps, int stride) =>
        (this.errors, this.steps, this.stride) = (errors, steps, stride);

    /// <summary>The number of values that are kept.</summary>
    public int Length => errors.Sum(error => error.Values.Length);

    /// <summary>Computes those of a run.</summary>
    /// <param name="reducer">The reduction, in one thread's use.</param>
    /// <param name="run">The run, reduced by it.</param>
    /// <param name="start">Its first forecast frame, before its end.</param>
    /// <param name="stride">Of so many steps one is kept, from the first on.</param>
    public static ProjectionErrors Of(Reducer reducer, ReducedRun run, int start, int stride)
    {
        int cells = reducer.Grid.CellCount, steps = run.FrameCount - start;
        var errors = new ProjectionError[(steps - 1) / stride + 1];
        var values = new short[checked(errors.Length * cells)];
        for (int k = 0; k < errors.Length; k++)
            errors[k] = reducer.ProjectionErrorOf(run, start + k * stride, values.AsMemory(k * cells, cells));
        return new(errors, steps, stride);
    }

    /// <summary>Draws runs for members whose states are those of no run.</summary>
    /// <param name="runs">The number of runs, at least 1.</param>
    /// <param name="members">The number of members.</param>
    /// <param name="seed">Seed of the members.</param>
    /// <returns>The run of each member, from 0.</returns>
    public static int[] Draw(int runs, int members, ulong seed) =>
        EvenDraw.Of(runs, members, new RandomStream(RandomStream.DeriveSeed(seed, Stream)));

    /// <summary>Returns those of a step; of the last kept one before it where it is not kept.</summary>
    /// <param name="step">The step of the forecast, from 0.</param>
    public ProjectionError At(int step) => errors[ErrorPaths.KnownStep(step, steps) / stride];
}
