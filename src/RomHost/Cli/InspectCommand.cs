using System.CommandLine;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Pipeline;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost inspect</c>: lists the content of a file or an experiment's folder. Nothing in them is
/// executed.
/// </summary>
internal sealed class InspectCommand : Command
{
    private readonly Argument<string> path = new("PATH")
    {
        Description = "An .npz file, a .pt state dict, or an experiment's folder.",
    };
    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public InspectCommand() : base(
        "inspect", "Says what an NPZ file, a PyTorch state dict or an experiment's folder holds.")
    {
        Add(path);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        Inspect(parsed.GetValue(path)!);
        return ExitCode.Done;
    }

    private static void Inspect(string path)
    {
        if (Directory.Exists(path)) InspectExperiment(ExperimentFolder.Existing(path));
        else if (!File.Exists(path)) throw new FileNotFoundException($"no file or folder '{path}'");
        else if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase)) InspectArrays(path);
        else if (path.EndsWith(".pt", StringComparison.OrdinalIgnoreCase)) InspectStateDict(path);
        else throw new InvalidDataException($"'{path}': expected an .npz file, a .pt file or an experiment's folder");
    }

    private static void InspectArrays(string path)
    {
        using var file = NpzReader.Open(path);
        if (file.Names.Count == 0) Console.WriteLine("it holds no array");
        foreach (string name in file.Names)
        {
            var header = file.Header(name); // compares the checksum
            string content = header.Type.Kind == 'U' ? $"  '{Printable.Text(file.ReadText(name))}'" : "";
            if (header.Type.Kind != 'U' && header.Count is > 0 and <= int.MaxValue)
            {
                double[] values = file.ReadDoubles(name);
                int finite = values.Count(double.IsFinite);
                if (values.Length == 1) content = $"  {values[0]:g6}";
                else if (finite > 0)
                    content = $"  min {values.Where(double.IsFinite).Min():g6}, "
                        + $"max {values.Where(double.IsFinite).Max():g6}";
                if (values.Length > 1 && finite < values.Length) content += $"  {values.Length - finite} not finite";
            }
            Console.WriteLine($"{Printable.Text(name),-24} {header.Type,-5} {header.ShapeText,-20}{content}");
        }
    }

    private static void InspectStateDict(string path)
    {
        var content = StateDictFile.Describe(path);
        foreach (var tensor in content.Tensors)
        {
            string doubt = tensor.NotFinite > 0 ? $"  {tensor.NotFinite} not finite" : "";
            Console.WriteLine(
                $"{Printable.Text(tensor.Name),-24} {Printable.Text(tensor.Type)} "
                + $"({string.Join(", ", tensor.Shape)}){doubt}");
        }
        foreach (var (name, text) in content.Others)
            Console.WriteLine($"{Printable.Text(name),-24} {Printable.Text(text)}");
        string stored = content.StoredElements < content.Elements
            ? $", {content.StoredElements} of them stored: tensors share elements"
            : "";
        Console.WriteLine(NumberText.Count(content.Elements, content.Doubt is null ? "parameter" : "element") + stored);
        if (content.Doubt is { } what) Console.WriteLine($"{Path.GetFileName(path)} holds {Printable.Text(what)}");
    }

    private static void InspectExperiment(ExperimentFolder folder)
    {
        foreach (var split in Enum.GetValues<Split>())
        {
            var runs = folder.Runs(split);
            int begun = runs.Count, done = runs.Count(run => File.Exists(run.Metadata));
            Console.WriteLine(
                $"{Path.GetFileName(folder.Ensemble(split))}: {NumberText.Count(done, "run")} finished"
                + (begun > done ? $", {begun - done} unfinished" : ""));
        }
        foreach (string path in RealFolder.Files(folder.Stages).Where(path => OwnFiles.Contains(folder.NameOf(path))))
        {
            var record = ArtifactRecord.Read(path);
            string files = record is null
                ? "damaged record"
                : Printable.Text(string.Join(", ", record.Outputs.Keys.Select(Path.GetFileName)));
            Console.WriteLine($"{Printable.Text(Path.GetFileNameWithoutExtension(path))}: {files}");
        }
        if (!File.Exists(folder.Summary))
        {
            Console.WriteLine("summary.json: none; the experiment is unfinished");
            return;
        }
        var summary = ExperimentSummary.Read(folder.Summary);
        if (!summary.HasModels)
        {
            throw new InvalidDataException(
                $"{folder.Summary} is not a summary as a run writes it; "
                + "run the experiment again, which writes it anew");
        }
        foreach (var model in summary.Models)
        {
            string lab = model.R2Lab is { } r2 ? $" ({NumberText.Of(r2)} in the lab frame)" : "";
            string parameters = model.Parameters is { } count ? ", " + NumberText.Count(count, "parameter") : "";
            Console.WriteLine(
                $"{Printable.Text(model.Name)}: {Printable.Text(model.Status ?? "no status")}, "
                + $"{Score.R2.Title} {NumberText.Of(model.Scores[Score.R2])}{lab}{parameters}");
        }
    }
}
