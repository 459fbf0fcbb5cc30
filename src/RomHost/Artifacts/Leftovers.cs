using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Configuration;

namespace RomHost.Artifacts;

/// <summary>
/// Removes unfinished files of killed processes, and runs that no longer belong to the experiment. It removes only
/// files with the host's names, only from the experiment's own folders, and reports them.
/// </summary>
/// <param name="context">The experiment.</param>
internal sealed class Leftovers(ExperimentContext context)
{
    private const int MostNamed = 10;

    private readonly ExperimentFolder folder = context.Folder;

    /// <summary>
    /// Removes files with temporary names, and folders in which models were being saved or files of other experiments
    /// being linked.
    /// </summary>
    public void RemoveUnfinished()
    {
        var removed = new List<string>();
        string[] models =
            [.. context.Experiment.Models.Select(model => folder.Model(model.Name)).Concat(folder.RecordedModels())];
        string[] places =
        [
            folder.RomCommon, folder.Stages, folder.Figures, .. models.Distinct(),
            .. Enum.GetValues<Split>()
                .SelectMany(split => folder.Runs(split).Select(run => run.Root).Prepend(folder.Ensemble(split))),
        ];
        // The experiment's folder itself may be a link.
        foreach (string file in Directory.EnumerateFiles(folder.Root)
            .Concat(places.SelectMany(RealFolder.Files)).ToList())
        {
            if (!OwnFiles.ContainsUnfinished(folder.NameOf(file))) continue;
            AtomicFile.Delete(file);
            removed.Add(file);
        }
        foreach (string saving in models.Distinct().SelectMany(RealFolder.Folders)
            .Concat(Directory.EnumerateDirectories(folder.Root).Where(path => !RealFolder.IsLink(path)))
            .Where(path => OwnFiles.IsSavingFolder(Path.GetFileName(path))))
        {
            context.Store.Turn?.Check();
            try
            {
                RealFolder.Remove(saving);
                removed.Add(saving);
            }
            catch (IOException e)
            {
                context.Display.Warn(e.Message);
            }
        }
        if (removed.Count == 0) return;
        string more = removed.Count > MostNamed ? $" and {removed.Count - MostNamed} more" : "";
        context.Display.Warn(
            $"removed what a stopped process left unfinished in {folder.Root}: "
            + string.Join(", ", removed.Take(MostNamed).Select(folder.NameOf)) + more);
    }

    /// <summary>
    /// Removes the runs of a formerly larger ensemble, which readers of the folder would take for present ones.
    /// </summary>
    /// <param name="split">The ensemble.</param>
    /// <param name="count">The number of runs.</param>
    public void RemoveSurplus(Split split, int count)
    {
        foreach (var run in folder.Runs(split).Where(run => run.Index >= count))
        {
            foreach (string file in RealFolder.Files(run.Root).Where(IsOwn)) AtomicFile.Delete(file);
            string why = $"the ensemble has {NumberText.Count(count, "run")} now";
            if (Directory.EnumerateFileSystemEntries(run.Root).Select(path => Path.GetFileName(path)!)
                .FirstOrDefault() is { } other)
            {
                context.Display.Warn(
                    $"removed the run in {run.Root}: {why}; {other} is not of the experiment and stays");
                continue;
            }
            Directory.Delete(run.Root);
            context.Display.Warn($"removed {run.Root}: {why}");
        }
    }

    private bool IsOwn(string file) =>
        folder.NameOf(file) is var name && (OwnFiles.Contains(name) || OwnFiles.ContainsUnfinished(name));
}
