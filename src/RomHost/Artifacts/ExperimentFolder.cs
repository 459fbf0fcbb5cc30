using Rom.Numerics.Files;
using RomHost.Configuration;

namespace RomHost.Artifacts;

/// <summary>Where everything of one experiment lies (docs/file-formats.md).</summary>
/// <param name="Root">The experiment's folder, absolute.</param>
internal sealed record ExperimentFolder(string Root)
{
    /// <summary>An experiment that was begun.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder is none of an experiment.</exception>
    public static ExperimentFolder Existing(string path)
    {
        var folder = new ExperimentFolder(Path.GetFullPath(path));
        if (!Directory.Exists(folder.Root)) throw new DirectoryNotFoundException($"expected an experiment's folder, found no folder {folder.Root}");
        if (File.Exists(folder.ConfigResolved)) return folder;
        throw new InvalidDataException(
            $"{folder.Root} is no experiment's folder: expected {Path.GetFileName(folder.ConfigResolved)} in it, which romhost run writes, found none");
    }

    /// <summary>The configuration as it was given.</summary>
    public string ConfigUsed => Path.Combine(Root, "config_used.yaml");

    /// <summary>The configuration with every default filled in.</summary>
    public string ConfigResolved => Path.Combine(Root, "config_resolved.yaml");

    /// <summary>The experiment's results in one file.</summary>
    public string Summary => Path.Combine(Root, "summary.json");

    /// <summary>Comparison of the models' profiles.</summary>
    public string Comparison => Path.Combine(Root, "runtime_comparison.json");

    /// <summary>The page that shows it.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>The report's figures and movies as files of their own.</summary>
    public string Figures => Path.Combine(Root, "figures");

    /// <summary>The models timed against each other.</summary>
    public string Contest => Path.Combine(Root, "runtime_contest.json");

    /// <summary>What the models cost beside their times.</summary>
    public string Costs => Path.Combine(Root, "runtime_costs.json");

    /// <summary>What the models share.</summary>
    public string RomCommon => Path.Combine(Root, "rom_common");

    /// <summary>The POD basis.</summary>
    public string PodBasis => Path.Combine(RomCommon, "pod_basis.npz");

    /// <summary>Reference and shifts of the training frames.</summary>
    public string ShiftAlign => Path.Combine(RomCommon, "shift_align.npz");

    /// <summary>Spectra of a sample of training frames, aligned and not.</summary>
    public string PodSpectra => Path.Combine(RomCommon, "pod_spectra.npz");

    /// <summary>Windows and latent trajectories.</summary>
    public string LatentDataset => Path.Combine(RomCommon, "latent_dataset.npz");

    /// <summary>The lock that one process at a time holds, and which says whose turn it is.</summary>
    public string Lock => Path.Combine(Root, ".lock");

    /// <summary>Records of the stages.</summary>
    public string Stages => Path.Combine(Root, "stages");

    /// <summary>The record of a stage.</summary>
    /// <param name="stage">The stage's name in snake_case.</param>
    public string StageRecord(string stage) => Path.Combine(Stages, stage + ".json");

    /// <summary>Removes the records of a stage that has one for each of its items: <c>stage.item.json</c>.</summary>
    /// <param name="stage">The stage's name in snake_case.</param>
    public void RemoveStageRecords(string stage)
    {
        foreach (string record in RecordsOf(stage)) AtomicFile.Delete(record);
    }

    /// <summary>The record of a model's training.</summary>
    /// <param name="model">The model's name.</param>
    public string ModelRecord(string model) => StageRecord($"{StageNames.Training}.{model}");

    /// <summary>The folders of models that were trained here, by their records; some may be of no model of today.</summary>
    public IEnumerable<string> RecordedModels() =>
        RecordsOf(StageNames.Training).Select(path => Model(Path.GetFileNameWithoutExtension(path)[(StageNames.Training.Length + 1)..]));

    private IReadOnlyList<string> RecordsOf(string stage) =>
    [
        .. RealFolder.Files(Stages).Where(path => OwnFiles.Contains(NameOf(path))
            && Path.GetFileName(path).StartsWith(stage + ".", StringComparison.Ordinal) && Path.GetFileName(path) != stage + ".json"),
    ];

    /// <summary>The path of a file or folder of the experiment, relative to its folder and with <c>/</c>.</summary>
    /// <param name="path">The path.</param>
    public string NameOf(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Makes a folder of the experiment.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="LinkedFolderException">It, or a folder between the experiment's and it, is a link.</exception>
    public void Make(string path) => RealFolder.Create(Root, path);

    /// <summary>Refuses folders of the experiment that are links, before anything is written into them.</summary>
    /// <param name="models">The models' names.</param>
    /// <exception cref="LinkedFolderException">One is.</exception>
    public void RefuseLinks(IEnumerable<string> models)
    {
        string[] folders = [RomCommon, Stages, Figures, .. models.Select(Model), .. Enum.GetValues<Split>().Select(Ensemble)];
        var runs = Enum.GetValues<Split>().Where(split => RealFolder.Exists(Ensemble(split)))
            .SelectMany(split => Directory.EnumerateDirectories(Ensemble(split)).Where(path => RunFolder.IndexOf(path) is not null));
        if (folders.Concat(runs).FirstOrDefault(RealFolder.IsLink) is { } link) throw new LinkedFolderException(link);
    }

    /// <summary>The folder of a model.</summary>
    /// <param name="model">The model's name in the configuration.</param>
    public string Model(string model) => Path.Combine(Root, model);

    /// <summary>The profile of a model.</summary>
    /// <param name="model">The model's name.</param>
    public string RuntimeProfile(string model) => Path.Combine(Model(model), "runtime_profile.json");

    /// <summary>Whether a file of this name in a model's folder would be the host's, also on systems that ignore case.</summary>
    /// <param name="name">The path relative to the model's folder.</param>
    public static bool IsOfHost(string name) =>
        name.Equals("runtime_profile.json", StringComparison.OrdinalIgnoreCase)
        || name.Equals("test_results.csv", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(AtomicFile.TemporaryEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The scores of a model, a row for each test run.</summary>
    /// <param name="model">The model's name.</param>
    public string TestResults(string model) => Path.Combine(Model(model), "test_results.csv");

    /// <summary>The folder of an ensemble.</summary>
    /// <param name="split">Which one.</param>
    public string Ensemble(Split split) => Path.Combine(Root, split == Split.Train ? "train" : "test");

    /// <summary>The folders of runs that are there, in the order of their indices; links to folders are none.</summary>
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
