using System.Globalization;
using Rom.Forecasting.Files;
using Rom.Numerics.Files;
using RomHost.Configuration;

namespace RomHost.Artifacts;

/// <summary>The paths of an experiment (docs/file-formats.md).</summary>
/// <param name="Root">The experiment's folder, absolute.</param>
internal sealed record ExperimentFolder(string Root)
{
    private const string CalibrationPrefix = "calibration_";

    /// <summary>Opens the folder of an experiment that was begun.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder is not that of an experiment.</exception>
    /// <exception cref="LinkedFolderException">A folder of the experiment is a link.</exception>
    public static ExperimentFolder Existing(string path)
    {
        var folder = new ExperimentFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (!Directory.Exists(folder.Root))
            throw new DirectoryNotFoundException($"expected an experiment's folder, found no folder {folder.Root}");
        if (!File.Exists(folder.ConfigResolved))
        {
            throw new InvalidDataException(
                $"{folder.Root} is no experiment's folder: expected {Path.GetFileName(folder.ConfigResolved)} in it, "
                + "which romhost run writes, found none");
        }
        folder.RefuseLinks([]);
        return folder;
    }

    /// <summary>The configuration as given.</summary>
    public string ConfigUsed => Path.Combine(Root, "config_used.yaml");

    /// <summary>The configuration with every default filled in.</summary>
    public string ConfigResolved => Path.Combine(Root, "config_resolved.yaml");

    /// <summary>The experiment's results in one file.</summary>
    public string Summary => Path.Combine(Root, "summary.json");

    /// <summary>Comparison of the models' profiles.</summary>
    public string Comparison => Path.Combine(Root, "runtime_comparison.json");

    /// <summary>The report.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>The folder of the report's figures and movies.</summary>
    public string Figures => Path.Combine(Root, "figures");

    /// <summary>The comparison of the models' times.</summary>
    public string Contest => Path.Combine(Root, "runtime_contest.json");

    /// <summary>The models' costs besides their times.</summary>
    public string Costs => Path.Combine(Root, "runtime_costs.json");

    /// <summary>The folder of artifacts shared by all models.</summary>
    public string RomCommon => Reduction.Root;

    private ReductionFolder Reduction => new(Path.Combine(Root, ReductionFolder.Name));

    /// <summary>The POD basis.</summary>
    public string PodBasis => Reduction.PodBasis;

    /// <summary>Returns the basis of a channel of further fields.</summary>
    /// <param name="channel">The channel's name.</param>
    public string ChannelBasis(string channel) => Reduction.ChannelBasis(channel);

    /// <summary>Returns the present bases of channels of further fields.</summary>
    public IReadOnlyList<string> ChannelBases() =>
    [
        .. RealFolder.Files(RomCommon).Where(path => OwnFiles.Contains(NameOf(path))
            && Path.GetFileName(path).StartsWith("pod_basis_", StringComparison.Ordinal)),
    ];

    /// <summary>Reference and shifts of the training frames.</summary>
    public string ShiftAlign => Reduction.ShiftAlign;

    /// <summary>Spectra of a sample of training frames, aligned and not.</summary>
    public string PodSpectra => Path.Combine(RomCommon, "pod_spectra.npz");

    /// <summary>Windows and latent trajectories.</summary>
    public string LatentDataset => Reduction.LatentDataset;

    /// <summary>Means over the last quarter of the training runs.</summary>
    public string Climatology => Reduction.Climatology;

    /// <summary>Scores of the reference forecasts, with a row for each test run and reference.</summary>
    public string ReferenceResults => Path.Combine(Root, "reference_results.csv");

    /// <summary>Scores of ensembles, with a row for each test run, ensemble, quantity and lead.</summary>
    public string EnsembleScores => Path.Combine(Root, "ensemble_scores.csv");

    /// <summary>What stands for all calibration runs; there is no such file.</summary>
    public string CalibrationRuns => Path.Combine(Ensemble(Split.Test), CalibrationPrefix + "runs");

    /// <summary>The folder of a calibration run.</summary>
    /// <param name="index">Its index, from 0.</param>
    public RunFolder CalibrationRun(int index) => new(
        Path.Combine(Ensemble(Split.Test), CalibrationPrefix + index.ToString("000", CultureInfo.InvariantCulture)),
        Split.Test);

    /// <summary>Returns the files of calibration runs from an index on; links are ignored.</summary>
    /// <param name="first">The index, from 0.</param>
    public IReadOnlyList<string> CalibrationFiles(int first) =>
    [
        .. RealFolder.Folders(Ensemble(Split.Test))
            .Where(path => Path.GetFileName(path) is var name
                && name.StartsWith(CalibrationPrefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(CalibrationPrefix.Length), NumberStyles.None, null, out int index)
                && index >= first)
            .SelectMany(RealFolder.Files).Where(path => OwnFiles.Contains(NameOf(path))),
    ];

    /// <summary>The file that names the configuration whose processes have the turn.</summary>
    public string Lock => Path.Combine(Root, ".lock");

    /// <summary>The folder of the processes at work, and of their claims on artifacts.</summary>
    public string Claims => Path.Combine(Root, ".claims");

    /// <summary>The folder of what was submitted to a scheduler.</summary>
    public string Cluster => Path.Combine(Root, ".cluster");

    /// <summary>The logs of what was submitted to a scheduler.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Records of the stages.</summary>
    public string Stages => Path.Combine(Root, "stages");

    /// <summary>Returns the record of a stage.</summary>
    /// <param name="stage">The stage's name in snake_case.</param>
    public string StageRecord(string stage) => Path.Combine(Stages, stage + ".json");

    /// <summary>Returns the records of a stage with one for each item: <c>stage.item.json</c>.</summary>
    /// <param name="stage">The stage's name in snake_case.</param>
    public IReadOnlyList<string> StageRecords(string stage) =>
    [
        .. RealFolder.Files(Stages).Where(path => OwnFiles.Contains(NameOf(path))
            && Path.GetFileName(path).StartsWith(stage + ".", StringComparison.Ordinal)
            && Path.GetFileName(path) != stage + ".json"),
    ];

    /// <summary>The record of the choice between the candidates for a model's options.</summary>
    /// <param name="model">The model's name.</param>
    public string SelectionRecord(string model) => StageRecord($"{StageNames.Selection}.{model}");

    /// <summary>The record of one candidate for a model's options.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="candidate">The candidate's digest.</param>
    public string CandidateRecord(string model, string candidate) =>
        StageRecord($"{StageNames.Selection}.{model}.{candidate}");

    /// <summary>Returns the present records of candidates for a model's options.</summary>
    /// <param name="model">The model's name.</param>
    public IReadOnlyList<string> CandidateRecords(string model) => StageRecords($"{StageNames.Selection}.{model}");

    /// <summary>The table of the candidates for a model's options.</summary>
    /// <param name="model">The model's name.</param>
    public string Selection(string model) => Path.Combine(Model(model), "selection.csv");

    /// <summary>The record of a model's training.</summary>
    /// <param name="model">The model's name.</param>
    public string ModelRecord(string model) => StageRecord($"{StageNames.Training}.{model}");

    /// <summary>The record of the variance that a model's forecasts leave.</summary>
    /// <param name="model">The model's name.</param>
    public string VarianceRecord(string model) => StageRecord($"forecast_variance.{model}");

    /// <summary>The covariance of latent states about a model's forecasts.</summary>
    /// <param name="model">The model's name.</param>
    public string ForecastVariance(string model) => Path.Combine(Model(model), "forecast_variance.npz");

    /// <summary>The record of the errors of a model's forecasts of training runs.</summary>
    /// <param name="model">The model's name.</param>
    public string ErrorsRecord(string model) => StageRecord($"forecast_errors.{model}");

    /// <summary>The errors of a model's forecasts of training runs.</summary>
    /// <param name="model">The model's name.</param>
    public string ForecastErrors(string model) => Path.Combine(Model(model), "forecast_errors.npz");

    /// <summary>
    /// Returns the folders of models that were trained here, according to their records; they may include former
    /// models.
    /// </summary>
    public IEnumerable<string> RecordedModels() =>
        StageRecords(StageNames.Training)
            .Select(path => Model(Path.GetFileNameWithoutExtension(path)[(StageNames.Training.Length + 1)..]));

    /// <summary>Returns the path of a file or folder, relative to the experiment's folder and with <c>/</c>.</summary>
    /// <param name="path">The path.</param>
    public string NameOf(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Creates a folder of the experiment.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="LinkedFolderException">
    /// The folder, or a folder between the experiment's and it, is a link.
    /// </exception>
    public void Make(string path) => RealFolder.Create(Root, path);

    /// <summary>Refuses folders of the experiment that are links, before anything in them is read or written.</summary>
    /// <param name="models">The models' names.</param>
    /// <exception cref="LinkedFolderException">A folder is a link.</exception>
    public void RefuseLinks(IEnumerable<string> models)
    {
        string[] folders =
        [
            Claims, Cluster, Logs, RomCommon, Stages, Figures, .. models.Select(Model),
            .. Enum.GetValues<Split>().Select(Ensemble),
        ];
        var runs = Enum.GetValues<Split>().Where(split => RealFolder.Exists(Ensemble(split)))
            .SelectMany(split =>
                Directory.EnumerateDirectories(Ensemble(split)).Where(path => RunFolder.IndexOf(path) is not null));
        if (folders.Concat(runs).FirstOrDefault(RealFolder.IsLink) is { } link) throw new LinkedFolderException(link);
    }

    /// <summary>The folder of a model.</summary>
    /// <param name="model">The model's name in the configuration.</param>
    public string Model(string model) => Path.Combine(Root, model);

    /// <summary>The profile of a model.</summary>
    /// <param name="model">The model's name.</param>
    public string RuntimeProfile(string model) => Path.Combine(Model(model), "runtime_profile.json");

    /// <summary>
    /// Returns whether a file of this name in a model's folder would be the host's, also on systems that ignore case.
    /// </summary>
    /// <param name="name">The path relative to the model's folder.</param>
    public static bool IsOfHost(string name) =>
        name.Equals("runtime_profile.json", StringComparison.OrdinalIgnoreCase)
        || name.Equals("test_results.csv", StringComparison.OrdinalIgnoreCase)
        || name.Equals("selection.csv", StringComparison.OrdinalIgnoreCase)
        || name.Equals("forecast_variance.npz", StringComparison.OrdinalIgnoreCase)
        || name.Equals("forecast_errors.npz", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(AtomicFile.TemporaryEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The table of a model's scores, with a row for each test run.</summary>
    /// <param name="model">The model's name.</param>
    public string TestResults(string model) => Path.Combine(Model(model), "test_results.csv");

    /// <summary>The folder of an ensemble.</summary>
    /// <param name="split">The ensemble.</param>
    public string Ensemble(Split split) => Path.Combine(Root, split == Split.Train ? "train" : "test");

    /// <summary>Returns the existing run folders, in the order of their indices; links are ignored.</summary>
    /// <param name="split">Their ensemble.</param>
    public IReadOnlyList<RunFolder> Runs(Split split) =>
    [
        .. RealFolder.Folders(Ensemble(split)).Where(path => RunFolder.IndexOf(path) is not null)
            .Select(path => new RunFolder(path, split)).OrderBy(run => run.Index),
    ];

    /// <summary>The folder of a run.</summary>
    /// <param name="split">Its ensemble.</param>
    /// <param name="index">Its index, from 0.</param>
    public RunFolder Run(Split split, int index) =>
        new(Path.Combine(Ensemble(split), RunFolder.NameOf(index)), split);
}
