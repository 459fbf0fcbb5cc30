using System.CommandLine;
using System.Globalization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;

namespace RomHost.Cli;

/// <summary>The options of <c>run</c> that select a part of the work.</summary>
internal sealed class PartArguments
{
    /// <summary>The name, in place of a stage's, that stands for the results.</summary>
    public const string Summary = "summary";

    private readonly Option<string?> only = new("--only")
    {
        Description = "Make the artifacts of this stage alone, from those of the stages before it, which are there; or "
            + "'summary' for the tables, the summary and the report of an experiment that was made in parts.",
        HelpName = "STAGE",
    };

    private readonly Option<string?> runs = new("--runs")
    {
        Description = "With --only: the indices of the runs to work on, such as 0-9,12.",
        HelpName = "RUNS",
    };

    private readonly Option<string?> models = new("--models")
    {
        Description = "With --only: the names of the models to work on, such as MVAR,LSTM.",
        HelpName = "NAMES",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[only, runs, models]) command.Add(option);
        command.Validators.Add(result =>
        {
            foreach (Option option in (Option[])[runs, models])
            {
                if (result.GetResult(option) is not null && result.GetResult(only) is null)
                    result.AddError($"expected --only STAGE with {option.Name}");
            }
        });
    }

    /// <summary>Returns whether the results alone are asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InvalidDataException">A part of them is asked for.</exception>
    public bool IsSummary(ParseResult parsed)
    {
        if (parsed.GetValue(only) is not { } name || !name.Equals(Summary, StringComparison.OrdinalIgnoreCase))
            return false;
        return parsed.GetValue(runs) is null && parsed.GetValue(models) is null
            ? true
            : throw new InvalidDataException(
                $"expected neither --runs nor --models with --only {Summary}, which gathers all results");
    }

    /// <summary>Returns the stage that is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="runner">Knows the stages.</param>
    /// <returns>Null for all stages.</returns>
    /// <exception cref="InvalidDataException">There is no such stage.</exception>
    public Stage? StageOf(ParseResult parsed, ExperimentRunner runner) =>
        parsed.GetValue(only) is { } name ? runner.StageNamed(name) : null;

    /// <summary>Returns the runs and models that are asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="InvalidDataException">
    /// The experiment has no such run or model, or the stage has no parts of this kind.
    /// </exception>
    public Part Of(ParseResult parsed, Stage stage, Experiment experiment) => new(
        parsed.GetValue(runs) is { } indices ? Runs(indices, stage, experiment) : null,
        parsed.GetValue(models) is { } names ? Models(names, stage, experiment) : null);

    private static HashSet<int> Runs(string text, Stage stage, Experiment experiment)
    {
        int count = stage.RunsOf(experiment);
        if (count == 0) throw new InvalidDataException($"--runs: {stage.Name} is not made run by run; leave it out");
        var indices = new HashSet<int>();
        foreach (string range in text.Split(','))
        {
            string[] ends = range.Split('-');
            if (ends.Length > 2 || !TryIndex(ends[0], out int first) || !TryIndex(ends[^1], out int last)
                || first > last)
            {
                throw new InvalidDataException(
                    $"--runs: expected indices and ranges of indices, such as 0-9,12, found '{range}' in '{text}'");
            }
            if (last >= count)
            {
                throw new InvalidDataException(
                    $"--runs: expected runs from 0 to {count - 1}, those of {stage.Name}, found '{range}'");
            }
            indices.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        return indices;
    }

    private static HashSet<string> Models(string text, Stage stage, Experiment experiment)
    {
        if (!stage.IsByModel)
            throw new InvalidDataException($"--models: {stage.Name} is not made model by model; leave it out");
        var names = new HashSet<string>();
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var model = experiment.Models.FirstOrDefault(
                    one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidDataException(
                    $"--models: expected models of the experiment "
                    + $"({string.Join(", ", experiment.Models.Select(one => one.Name))}), found '{name}'");
            names.Add(model.Name);
        }
        return names;
    }

    private static bool TryIndex(string text, out int index) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
