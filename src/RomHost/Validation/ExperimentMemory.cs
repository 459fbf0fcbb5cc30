using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Svd;
using Rom.Testing.Options;
using RomHost.Configuration;
using RomHost.Configuration.Sections;

namespace RomHost.Validation;

/// <summary>
/// Computes the least memory of an experiment's stages from the sizes in its configuration. Each formula counts the
/// arrays that exist as a whole at the same time and leaves out the rest, so that nothing is refused that would fit. A
/// change that saves memory in a stage has to be made here too.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="grid">The grid of its densities.</param>
/// <param name="train">The training runs.</param>
/// <param name="test">The test runs.</param>
/// <param name="replicas">The number of replicas of each of them.</param>
internal sealed class ExperimentMemory(
    Experiment experiment, Grid grid, EnsembleSize train, EnsembleSize test, int replicas)
{
    // Doubles, and first in every product, so that no size overflows. Where the energy decides, there is at least one
    // mode.
    private readonly double cells = (double)grid.Nx * grid.Ny;
    private readonly double modes = experiment.Options.Reduction.Modes ?? 1;

    /// <summary>Returns the needs of all stages.</summary>
    public IEnumerable<StageMemory> Stages()
    {
        yield return Densities(train);
        yield return Densities(test);
        yield return Basis();
        yield return LatentData();
        if (experiment.Options.Benchmark.Enabled) yield return Benchmark();
        if (replicas > 0) yield return Replicas();
        yield return Evaluation();
        if (experiment.Options.Evaluation.Ensemble is { } ensemble) yield return Ensembles(ensemble);
    }

    private string OnGrid => $"{grid.Nx} × {grid.Ny} cells";

    // The estimator's own option of the grid, where it marks one.
    private string GridOption =>
        OptionsShape.Of(experiment.DensityEstimator.OptionsType).KeyWith<GridSizeAttribute>() is { } key
            ? $"Density.{key.Property.Name}"
            : "Density";

    // The message points to the option of the larger size.
    private string MovieOption(EnsembleSize ensemble, int frames) =>
        frames > cells ? $"{ensemble.Section}.Duration" : GridOption;

    private string ModesText =>
        experiment.Options.Reduction.Modes is { } given ? $"{NumberText.Count(given, "mode")}" : "at least one mode";

    private string ModesOption => experiment.Options.Reduction.Modes is null ? GridOption : "Reduction.Modes";

    /// <summary>
    /// Generating an ensemble: the density of a run [T, ny, nx] in float (<see cref="DensityMovie"/>).
    /// </summary>
    private StageMemory Densities(EnsembleSize ensemble)
    {
        var need = DensityOf(grid, ensemble.DensityFrames, 1 + experiment.FurtherFields.Count) with
        {
            Option = MovieOption(ensemble, ensemble.DensityFrames),
        };
        return new StageMemory(need, need.Bytes);
    }

    /// <summary>The fields of one run whose number of frames only the recording determines.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="frames">Frames with a density.</param>
    /// <param name="fields">The number of fields, the density among them.</param>
    public static MemoryNeed DensityOf(Grid grid, int frames, int fields = 1)
    {
        double movie = (double)grid.Nx * grid.Ny * frames;
        string what = fields == 1 ? "the density of a run" : $"the density of a run and {fields - 1} further fields";
        return new MemoryNeed
        {
            Purpose = $"{what}, {NumberText.Count(frames, "frame")} on {grid.Nx} × {grid.Ny} cells,",
            Bytes = movie * fields * sizeof(float),
            LongestArray = movie,
            Cure = "use fewer cells, a larger density.every or shorter runs",
        };
    }

    /// <summary>
    /// Building the basis: at least a block of vectors [cells, k] in double and an equal block computed from it; then
    /// the modes and their source. For each run in memory, its density.
    /// </summary>
    private StageMemory Basis()
    {
        double snapshots = (double)train.Runs * train.RomFrames;
        double vectors = Math.Max(modes, Math.Min(StreamedSvd.BlockWidth, Math.Min(snapshots, cells)));
        var need = new MemoryNeed
        {
            Purpose = $"a POD with {ModesText} of {snapshots:0} snapshots on {OnGrid}",
            Bytes = cells * vectors * 2 * sizeof(double),
            LongestArray = cells * vectors,
            Cure = "use fewer modes or cells",
            Option = vectors > modes ? GridOption : ModesOption,
        };
        return new StageMemory(need, cells * train.DensityFrames * sizeof(float));
    }

    /// <summary>
    /// Latent data: all training runs [F, r] in double as in the file, and run by run (<see cref="LatentDataset"/>).
    /// </summary>
    private StageMemory LatentData()
    {
        double states = modes * train.Runs * train.RomFrames;
        return new StageMemory(new MemoryNeed
        {
            Purpose = $"the latent data of {NumberText.Count(train.Runs, "run")} of "
                + $"{NumberText.Count(train.RomFrames, "frame")} with {ModesText}",
            Bytes = states * 2 * sizeof(double),
            LongestArray = states,
            Cure = "use fewer or shorter runs, a larger reduction.subsample or fewer modes",
            Option = "Train.InitialConditions",
        });
    }

    /// <summary>Timing a model: its forecast [steps, r] in double.</summary>
    private StageMemory Benchmark()
    {
        double states = modes * experiment.Options.Benchmark.Steps;
        return new StageMemory(new MemoryNeed
        {
            Purpose = $"timing a forecast of {NumberText.Count(experiment.Options.Benchmark.Steps, "step")} "
                + $"with {ModesText}",
            Bytes = states * sizeof(double),
            LongestArray = states,
            Cure = "use fewer benchmark.steps or modes",
            Option = "Benchmark.Steps",
        });
    }

    /// <summary>
    /// Simulating replicas: for each concurrent run, what <see cref="ReplicasOf"/> says. The trajectory is counted with
    /// the simulator's need.
    /// </summary>
    private StageMemory Replicas()
    {
        bool isAligning = experiment.Options.Reduction.ShiftAlign != ShiftReference.None;
        double kept = KeptOf(grid, test.RomFrames, replicas, experiment.Options.Evaluation.Ensemble);
        var need = ReplicasOf(grid, test.RomFrames, isAligning, kept) with { Option = "Test.Replicas" };
        return new StageMemory(need, need.Bytes);
    }

    /// <summary>
    /// Comparing replicas with a test run: the densities of the run and of one replica [T, ny, nx] in float, and the
    /// mean of the replicas in double, once in the lab frame and once in the aligned one (<see cref="ReplicaSums"/>).
    /// </summary>
    /// <param name="grid">The grid.</param>
    /// <param name="frames">ROM frames of the run.</param>
    /// <param name="isAligning">Whether frames are aligned.</param>
    /// <param name="kept">The densities that are kept of single replicas in either frame of reference.</param>
    public static MemoryNeed ReplicasOf(Grid grid, int frames, bool isAligning, double kept = 0)
    {
        double movie = (double)grid.Nx * grid.Ny * frames;
        return new MemoryNeed
        {
            Purpose = $"comparing a test run of {NumberText.Count(frames, "frame")} on {grid.Nx} × {grid.Ny} cells "
                + "with its replicas",
            Bytes = movie * (2 * sizeof(float) + (isAligning ? 2 : 1) * sizeof(double)) + 2 * kept * sizeof(float),
            LongestArray = Math.Max(movie, kept),
            Cure = "use test.replicas: 0, fewer cells, a larger reduction.subsample or a shorter test.duration"
                + (kept > movie ? ", or a larger evaluation.ensemble.stride" : ""),
        };
    }

    /// <summary>
    /// Returns the number of densities that are kept of single replicas for ensembles (<see cref="ReplicaMembers"/>),
    /// from the first frame on.
    /// </summary>
    /// <param name="grid">The grid.</param>
    /// <param name="frames">ROM frames of the run.</param>
    /// <param name="replicas">The number of replicas.</param>
    /// <param name="ensemble">The options of ensembles; null for none, which keep none.</param>
    public static double KeptOf(Grid grid, int frames, int replicas, ForecastEnsembleOptions? ensemble) =>
        ensemble is null
            ? 0
            : (double)Math.Min(ensemble.Grid, grid.Nx) * Math.Min(ensemble.Grid, grid.Ny) * replicas
                * Math.Ceiling((frames - 1.0) / ensemble.Stride);

    /// <summary>Ensembles: for each concurrent run, the members' states [m, T, r] in double.</summary>
    private StageMemory Ensembles(ForecastEnsembleOptions ensemble)
    {
        double states = modes * ensemble.Members * test.RomFrames;
        var need = new MemoryNeed
        {
            Purpose = $"the ensemble of a test run, {NumberText.Count(ensemble.Members, "member")} of "
                + $"{NumberText.Count(test.RomFrames, "frame")} with {ModesText},",
            Bytes = states * sizeof(double),
            LongestArray = states,
            Cure = "use fewer members or modes, a larger reduction.subsample or a shorter test.duration",
            Option = "Evaluation.Ensemble.Members",
        };
        return new StageMemory(need, need.Bytes);
    }

    /// <summary>
    /// Evaluating: the modes [cells, r] in double, and for each concurrent run the true and the predicted density [T,
    /// ny, nx] in float.
    /// </summary>
    private StageMemory Evaluation()
    {
        double basis = cells * modes * sizeof(double);
        double movies = cells * test.RomFrames * 2 * sizeof(float);
        return new StageMemory(
            new MemoryNeed
            {
                Purpose = $"evaluating a test run of {NumberText.Count(test.RomFrames, "frame")} "
                    + $"on {OnGrid} with {ModesText}",
                Bytes = basis + movies,
                Cure = "use fewer cells or modes, a larger reduction.subsample or a shorter test.duration",
                Option = basis > movies ? ModesOption : MovieOption(test, test.RomFrames),
            },
            movies);
    }
}
