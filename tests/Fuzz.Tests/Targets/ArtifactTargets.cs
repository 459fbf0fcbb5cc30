using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;
using RomHost.Evaluation.Ensembles;

namespace Fuzz.Tests.Targets;

/// <summary>Artifacts that a stage reads from another one, and saved models of plugins.</summary>
internal static class ArtifactTargets
{
    // The models of the experiment in the corpus.
    private static readonly Domain Domain = new(8, 8, Boundary.Periodic);
    private static readonly Grid Grid = new(Domain, 6, 5);

    public static IEnumerable<Target> All =>
    [
        Of("densities", path => DensityFile.Read(path, Grid, 1), "test/run_000/density_true.npz"),
        Of("trajectory", path => TrajectoryFile.Read(path), "test/run_000/trajectory.npz"),
        Of("latent", path => LatentDatasetFile.Read(path), "rom_common/latent_dataset.npz"),
        Of("basis", path => PodBasis.Load(path), "rom_common/pod_basis.npz"),
        Of("shifts", path => ShiftTable.Read(path, Grid.CellCount), "rom_common/shift_align.npz"),
        Of("replicas", path => ReplicaTable.Read(path), "test/run_000/replicas.csv"),
        Of("mvar", path => Forecast("mvar", path), "A/mvar_model.npz"),
        Of("lstm", path => Forecast("lstm", path), "B/lstm_state_dict.pt", "B/lstm_normalization.npz",
            "B/training_log.csv") with { NamesItsFile = false },
        OfHorizon(),
        OfHalfPrecision(),
        OfReplicaMembers(),
        OfShiftTracks(),
        OfShownEnsemble(),
        OfChannelBasis(),
        OfModel("analog"),
        OfModel("direct"),
        OfModel("kernel"),
        OfBlend(),
        OfModel("linear"),
        OfModel("opinf"),
        OfModel(
            "opinf", new OpInf.OpInfOptions { ShiftRate = OpInf.ShiftRateRule.Profile }, "opinf-profile", WithRate),
        OfModel("reservoir", new Reservoir.ReservoirOptions { Units = 6, Members = 2 }), // a small file
        OfModel("stochastic", new Stochastic.StochasticOptions { Noise = Stochastic.NoiseVariance.State }),
    ];

    private static Target Of(string name, Action<string> read, params string[] files) =>
        Of(name, read, [.. ExperimentTargets.Files.Where(file => files.Contains(file.Name))]);

    // The experiment in the corpus stores single precision.
    private static Target OfHalfPrecision()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("density_true.npz");
        var movie = new DensityMovie(Grid, [0, 1, 2], new float[3 * Grid.CellCount]);
        DensityFile.Write(
            path, new FieldMovie(movie, ["px"], [new float[3 * Grid.CellCount]]), compress: true,
            storage: DensityStorage.Float16);
        return Of(
            "densities-half", file => DensityFile.Read(file, Grid, 1, ["px"]),
            [new Sample("test/run_000/density_true.npz", File.ReadAllBytes(path))]);
    }

    // Of three replicas at two frames.
    private static Target OfReplicaMembers()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("replica_members.npz");
        new ReplicaMembers([1, 11], replicas: 3, blocks: 4).Write(path, compress: true);
        return Of(
            "replica-members", file => ReplicaMembers.Read(file, blocks: 4),
            [new Sample("replica_members.npz", File.ReadAllBytes(path))]);
    }

    // A model that the experiment in the corpus lacks: trained on its latent data.
    private static Target OfModel(
        string plugin, object? options = null, string? name = null, Func<LatentDataset, LatentDataset>? change = null)
    {
        using var folder = new TestFolder();
        string latent = folder.Write(
            "latent_dataset.npz",
            ExperimentTargets.Files.Single(file => file.Name == "rom_common/latent_dataset.npz").Bytes);
        string saved = Directory.CreateDirectory(folder.Combine("model")).FullName;
        var data = LatentDatasetFile.Read(latent);
        ConfigurationTargets.Trainer(plugin, options)
            .Train(change?.Invoke(data) ?? data, TrainingContext.Silent(seed: 1)).Save(saved);
        return Of(
            name ?? plugin, path => Forecast(plugin, path),
            [.. Directory.EnumerateFiles(saved).Select(path => new Sample(
                $"{plugin}/{Path.GetFileName(path)}", File.ReadAllBytes(path)))]);
    }

    // The last mode takes the part of the rate.
    private static LatentDataset WithRate(LatentDataset data) => new(
        data.Dimension, data.TimeStep, Enumerable.Range(0, data.RunCount).Select(run => data.Run(run).ToArray()),
        [
            new(LatentChannel.Pod, 0, data.Dimension - 1),
            new(LatentChannel.ShiftRate, data.Dimension - 1, 1),
        ]);

    // The experiment in the corpus has an LSTM whose closed loop goes on: the end is beside its other files here.
    private static Target OfHorizon()
    {
        Sample[] others =
            [.. ExperimentTargets.Files.Where(file => file.Name.StartsWith("B/lstm_", StringComparison.Ordinal))];
        using var folder = new TestFolder();
        string normalization = folder.Write(
            "normalization.npz", others.Single(file => file.Name == "B/lstm_normalization.npz").Bytes);
        using var mean = NpzReader.Open(normalization);
        int dimension = (int)mean.ReadScalar("latent_dim");
        var end = ArrayTargets.Of("lstm_horizon.npz", new ClosedLoopEnd(
            ClosedLoopRule.Climatology, horizon: 1, new double[dimension]).Write) with
        { Name = "B/lstm_horizon.npz" };
        return Of("lstm-horizon", path => Forecast("lstm", path), [end]) with { Surroundings = [.. others, end] };
    }

    // The experiment in the corpus aligns each frame by itself.
    private static Target OfShiftTracks()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("shift_align.npz");
        ShiftTrack[] runs = [new([new(0.25, -1.5), new(1, 2)], [1]), new([new(3, 3)], [])];
        new ShiftTable(
            new double[Grid.CellCount], "mean",
            [.. runs.Select(run => run.Shifts.Select(shift => shift.Rounded).ToArray())])
        {
            Tracks = new ShiftTracks(runs, new ShiftRate(0.1, -0.2, 1.5)),
        }.Write(path, Grid.Ny, Grid.Nx, compress: false);
        return Of(
            "shift-tracks", file => ShiftTable.Read(file, Grid.CellCount),
            [new Sample("rom_common/shift_align.npz", File.ReadAllBytes(path))]);
    }

    private static Target OfShownEnsemble()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("ensemble_m.npz");
        ShownEnsembleFile.Write(
            path,
            new ShownEnsemble(
                [1, 2], [new(EnsembleFan.LargestDensity, true, new double[12])], [(0.5, 1.5)],
                new EnsembleMaps(1, 2, [2], 0.5, [1, 2], [3, 4], [5, 6], [0, 1]),
                new MemberMovie(1, 2, [1, 2], new float[8], new int[8])),
            compress: false);
        return Of(
            "shown-ensemble", file => ShownEnsembleFile.Read(file),
            [new Sample("test/run_000/ensemble_m.npz", File.ReadAllBytes(path))]);
    }

    // A channel of one field has a basis of the density's size.
    private static Target OfChannelBasis()
    {
        var basis = ExperimentTargets.Files.Single(file => file.Name == "rom_common/pod_basis.npz");
        var ofChannel = basis with { Name = "rom_common/pod_basis_momentum.npz" };
        return Of("channel-basis", path => ReductionArtifacts.Load(
            Path.Combine(Path.GetDirectoryName(path)!, "pod_basis.npz"), null, Grid,
            FieldTransform.Of(DensityTransform.Raw, 0), [(new FieldChannel("momentum", ["px"]), path)]).Reducer(),
            [ofChannel]) with
        { Surroundings = [basis, ofChannel] };
    }

    // The file of a combined model; its members' files are those of models.
    private static Target OfBlend()
    {
        using var folder = new TestFolder();
        var combining = (ICombiningTrainer)ConfigurationTargets.Trainer("blend");
        var data = new LatentDataset(1, 1, [[0.0, 1, 2, 3, 2, 1], [1.0, 2, 3, 2, 1, 0]]);
        var member = ConfigurationTargets.Trainer("mvar", new Mvar.MvarOptions { Lag = 1 })
            .Train(data, TrainingContext.Silent(seed: 1));
        double[][] rollouts = [[1.0, 1, 1, 1, 1], [2.0, 2, 2, 2, 2]];
        combining.Train(data, [new FittedMember("A", member, rollouts)], start: 1, TrainingContext.Silent(seed: 1))
            .Save(folder.Path);
        return Of(
            "blend", path => Forecast(combining.Load(Path.GetDirectoryName(path)!, [member])),
            [new Sample("blend/blend_model.npz", File.ReadAllBytes(folder.Combine("blend_model.npz")))]);
    }

    private static Target Of(string name, Action<string> read, Sample[] files) => new(
        name,
        files,
        path =>
        {
            read(path);
            return "read";
        },
        typeof(InvalidDataException))
    {
        Surroundings = files,
        // Other targets read ten thousand archives and state dicts; here the reading of what is in them is tried.
        Inputs = 600,
    };

    private static void Forecast(string plugin, string path) =>
        Forecast(ConfigurationTargets.Trainer(plugin).Load(Path.GetDirectoryName(path)!));

    // A loaded model must forecast, whatever its numbers.
    private static void Forecast(IRomModel model)
    {
        double[] window = new double[model.Lag * model.LatentDimension], states = new double[2 * model.LatentDimension];
        model.Forecast(window, 2, states);
        if (model is IEnsembleForecaster forecaster)
            forecaster.ForecastEnsemble(window, steps: 1, members: 2, seed: 1, states);
    }
}
