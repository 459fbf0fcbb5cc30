using System.CommandLine;
using Rom.Forecasting.Serialization;
using RomHost.Pipeline;
using RomHost.Reporting.Tables;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost table EXPERIMENT…</c>: shows the results of many experiments, a row for each and its models.
/// </summary>
internal sealed class TableCommand : Command
{
    private const int MostNamed = 5;

    private readonly Argument<string[]> places = new("EXPERIMENT")
    {
        Description = "Experiments' folders, or folders that hold some at any depth, such as oscar_output.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> metrics = Keys(
        "--metric", "A score to show, as often as you like: r2_lab, rmse_recon, skill_r2_reconstructed, …; default: R² "
        + "and skill.");

    private readonly Option<string[]> columns = Keys(
        "--column", "A further column: an option, or a key of summary.json such as pod.r or diagnostics.train_r2.");

    private readonly Option<string[]> by = Keys(
        "--by", "Makes a row for each value of this option and each model: means over all experiments that have it.");

    private readonly Option<string[]> where = Keys(
        "--where", "Keeps rows with a value: lag>=5, model=MVAR, status!=ok.", "CONDITION");

    private readonly Option<string?> sort = new("--sort")
    {
        Description = "Sorts by this key: scores the best first, all else from below.",
        HelpName = "KEY",
    };

    private readonly Option<bool> reverse = new("--reverse") { Description = "Sorts the other way round." };

    private readonly Option<bool> seeds = new("--seeds")
    {
        Description = "Shows experiments that differ in their seed only one by one, not their mean.",
    };

    private readonly Option<string?> csv = SharedOptions.Named(new Option<string?>("--csv")
    {
        Description = "Also writes the table as CSV, numbers in full; - for standard output, and nothing else there.",
        HelpName = "FILE",
    });

    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public TableCommand() : base(
        "table", "Shows experiments as a table: the options that differ, scores with their interval, costs.")
    {
        Add(places);
        foreach (Option option in new Option[] { metrics, columns, by, where, sort, reverse, seeds, csv, verbose })
            Add(option);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        // Wrong ones are refused before anything is read.
        RowCondition[] conditions = [.. parsed.GetValue(where)!.Select(RowCondition.Parse)];
        ExperimentSearch[] searches = [.. parsed.GetValue(places)!.Select(place => ExperimentSearch.In(place))];
        var found = WithDifferentNames(ExperimentIndex.Read(
            [.. searches.SelectMany(search => search.Places).DistinctBy(place => place.Folder.Root)]));
        ResultRow[] rows = [.. ResultRow.Of(found)];
        var request = new ResultRequest(
            parsed.GetValue(metrics) is { Length: > 0 } named ? named : ResultKeys.UsualMetricsOf(rows),
            parsed.GetValue(columns)!, parsed.GetValue(by)!,
            conditions)
        {
            Sort = parsed.GetValue(sort),
            IsReversed = parsed.GetValue(reverse),
            KeepsSeeds = parsed.GetValue(seeds),
        };
        var table = ResultTable.Of(rows, request);
        string? file = parsed.GetValue(csv);
        if (file == "-") Console.Out.Write(table.ToCsv());
        else if (table.Rows.Count == 0)
            Console.Error.WriteLine("no row: no model of these experiments keeps all conditions");
        else ResultTableText.Write(Console.Out, table, Console.IsOutputRedirected ? null : Console.BufferWidth);
        if (file is not (null or "-")) Write(table, file);
        WarnOf(found);
        if (searches.Sum(search => search.Links) is > 0 and int links)
        {
            Console.Error.WriteLine(
                $"warning: {NumberText.Count(links, "link")} to folders {NumberText.Noun(links, "was", "were")} not "
                + "followed; name the folders that they lead to");
        }
        return ExitCode.Done;
    }

    private static void Write(ResultTable table, string file)
    {
        try
        {
            table.ToCsv().Write(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"--csv: expected a file that can be written, found {file}: {e.Message}", e);
        }
    }

    // Folders of different places may have one name.
    private static IReadOnlyList<FoundExperiment> WithDifferentNames(IReadOnlyList<FoundExperiment> found)
    {
        var several = found.CountBy(one => one.Name).Where(name => name.Value > 1).Select(name => name.Key).ToHashSet();
        return
        [
            .. found.Select(one => !several.Contains(one.Name) ? one : one with
            {
                Name = Path.GetRelativePath(Environment.CurrentDirectory, one.Folder.Root)
                    .Replace(Path.DirectorySeparatorChar, '/'),
            }),
        ];
    }

    private static void WarnOf(IReadOnlyList<FoundExperiment> found)
    {
        FoundExperiment[] missing = [.. found.Where(experiment => experiment.Summary is null)];
        foreach (var experiment in missing.Take(MostNamed))
            Console.Error.WriteLine($"warning: {experiment.Name} is not in the table: {experiment.Problem}");
        if (missing.Length > MostNamed)
        {
            Console.Error.WriteLine(
                $"warning: {missing.Length - MostNamed} more of {NumberText.Count(found.Count, "experiment")} are not "
                + "in the table; romhost run finishes an experiment");
        }
    }

    private static Option<string[]> Keys(string name, string description, string help = "KEY") => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => [],
    };
}
