using System.CommandLine;
using System.Globalization;
using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost compare A B</c>: compares the times of models in one experiment, or a stored baseline, with
/// those in another.
/// </summary>
internal sealed class CompareCommand : Command
{
    private readonly Argument<string> before = new("A")
    {
        Description = "The first: an experiment's folder, or a stored runtime_contest.json.",
    };
    private readonly Argument<string> after = new("B") { Description = "The second, compared with it." };

    private readonly Option<string?> limit = new("--fail-above")
    {
        Description =
            "Ends with exit code 1 where a model is slower in B by more than this, 5% say, over its whole interval.",
        HelpName = "SHARE",
    };

    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public CompareCommand()
        : base("compare", "Compares the times of the models of two experiments, or of one and a stored baseline.")
    {
        Add(before);
        Add(after);
        Add(limit);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        double? share = parsed.GetValue(limit) is { } text ? Share(text) : null;
        string a = parsed.GetValue(before)!, b = parsed.GetValue(after)!;
        var (first, second) = (Read(a), Read(b));
        var comparison = ExperimentComparison.Of(first, second);
        if (comparison.Rows.Count == 0)
            throw new InvalidDataException($"expected a model that both {a} and {b} have, found none");
        comparison.Write(Console.Out);
        if (Summary(a) is { } one && Summary(b) is { } other) ExperimentComparison.WriteScores(one, other, Console.Out);
        foreach (string note in first.Notes.Concat(second.Notes).Distinct()) Console.Error.WriteLine($"note: {note}");
        foreach (string model in comparison.Missing)
            Console.Error.WriteLine($"warning: only one of them has the model '{model}'");
        if (comparison.Unknown is { Count: > 0 } unknown)
        {
            Console.Error.WriteLine(
                $"warning: {unknown.Count} of {NumberText.Count(comparison.Rows.Count, "ratio")} cannot be judged: "
                + "expected times of four processes or more in each of both, found fewer; "
                + "raise benchmark.processes and measure again");
        }
        Console.Error.WriteLine(
            "Both were measured at different times: what changed on the machine in between is part of these ratios.");
        if (share is not { } allowed) return ExitCode.Done;
        var slower = comparison.SlowerBy(allowed);
        foreach (var row in slower)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"error: {row.Model}, {row.Case}: "
                + $"slower by at least {row.Ratio.Low - 1:0.0%}, allowed are {allowed:0.0%}"));
        }
        return slower.Count > 0 ? ExitCode.Slower : ExitCode.Done;
    }

    private static double Share(string text)
    {
        bool isPercent = text.EndsWith('%');
        if (!double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !(number >= 0) || !double.IsFinite(number))
            throw new InvalidDataException($"--fail-above: expected a share such as 5% or 0.05, found '{text}'");
        if (!isPercent && number >= 1)
            throw new InvalidDataException(
                $"--fail-above: expected a share such as 5% or 0.05, found '{text}'; "
                + $"write {text}% where per cent are meant");
        return isPercent ? number / 100 : number;
    }

    private static ContestReport Read(string place)
    {
        string path = Directory.Exists(place) ? ExperimentFolder.Existing(place).Contest : place;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                Directory.Exists(place)
                    ? $"expected {path}, found none; run the experiment with benchmark.time_cap above 0, "
                        + $"or romhost benchmark {place}"
                    : $"expected an experiment's folder or a stored runtime_contest.json, found no '{place}'");
        }
        return JsonFile.Read(path, ContestReport.FromJson);
    }

    private static ExperimentSummary? Summary(string place)
    {
        string path = new ExperimentFolder(place).Summary;
        return File.Exists(path) ? ExperimentSummary.Read(path) : null;
    }
}
