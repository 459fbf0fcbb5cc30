using System.CommandLine;
using System.Globalization;
using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration.Binding;
using RomHost.Pipeline;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost compare A B…</c>: compares times and forecasts of models in one experiment, or the times of a
/// stored baseline, with those in others.
/// </summary>
internal sealed class CompareCommand : Command
{
    private const int MostPlaces = 26; // as many as have a letter

    private readonly Argument<string[]> places = new("EXPERIMENT")
    {
        Description = "Experiments' folders, or stored runtime_contest.json files, two or more: each is compared with "
            + "the first, A.",
        Arity = new ArgumentArity(2, MostPlaces),
    };

    private readonly Option<string?> limit = new("--fail-above")
    {
        Description =
            "Ends with exit code 1 where a model is slower than in A by more than this, 5% say, over its whole "
            + "interval.",
        HelpName = "SHARE",
    };

    private readonly Option<bool> verbose = SharedOptions.Verbose();

    private readonly Option<string[]> models = new("--model")
    {
        Description = "Compares these models only, by their name or their plugin, as often as you like.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Creates the command.</summary>
    public CompareCommand() : base(
        "compare", "Compares times and forecasts of the models of experiments, or of one and a stored baseline.")
    {
        Add(places);
        Add(limit);
        Add(models);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        double? share = parsed.GetValue(limit) is { } text ? Share(text) : null;
        Compared[] all = [.. parsed.GetValue(places)!.Select(Compared.Read)];
        // Without times, forecasts are left to compare.
        foreach (var untimed in all.Where(one => one.Contest is null))
        {
            if (all.Any(one => one.Summary is null) || share is not null) throw untimed.Untimed!;
            Console.Error.WriteLine($"warning: times are not compared: {untimed.Untimed!.Message}");
        }
        RefuseUnknown(parsed.GetValue(models)!, all);
        bool areTimed = all.All(one => one.Contest is not null);
        int slower = 0;
        for (int i = 1; i < all.Length; i++)
        {
            var pairs = Wanted(parsed.GetValue(models)!, all[0], all[i]);
            if (pairs.Count == 0)
            {
                throw new InvalidDataException(
                    $"expected a model that both {all[0].Place} and {all[i].Place} have, by name or plugin, found "
                    + "none");
            }
            slower += Compare(all[0], all[i], NameOf(i), pairs, areTimed, share);
        }
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Summary?.ForecastVerdict is { } verdict) Console.WriteLine($"{NameOf(i)}: {verdict}");
        }
        if (!areTimed) return ExitCode.Done;
        foreach (string note in all.SelectMany(one => one.Contest!.Notes).Distinct())
            Console.Error.WriteLine($"note: {note}");
        Console.Error.WriteLine(
            "They were measured at different times: what changed on the machine in between is part of these ratios.");
        return slower > 0 ? ExitCode.Slower : ExitCode.Done;
    }

    // Returns the number of models that are slower than allowed.
    private static int Compare(
        Compared first, Compared other, string name, IReadOnlyList<(string Before, string After)> pairs, bool areTimed,
        double? share)
    {
        Console.WriteLine($"{name}: {other.Place}, compared with A: {first.Place}");
        int slower = 0;
        if (areTimed)
        {
            var comparison = ExperimentComparison.Of(first.Contest!, other.Contest!, pairs);
            comparison.Write(Console.Out, name);
            if (comparison.Unknown is { Count: > 0 } unknown)
            {
                Console.Error.WriteLine(
                    $"warning: {unknown.Count} of {NumberText.Count(comparison.Rows.Count, "ratio")} cannot be judged: "
                    + "expected times of four processes or more in each of both, found fewer; "
                    + "raise benchmark.processes and measure again");
            }
            foreach (var row in share is { } allowed ? comparison.SlowerBy(allowed) : [])
            {
                slower++;
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"error: {row.Model}, {row.Case}: "
                    + $"slower by at least {row.Ratio.Low - 1:0.0%}, allowed are {share:0.0%}"));
            }
        }
        var alone = first.Models.Keys.Except(pairs.Select(pair => pair.Before))
            .Concat(other.Models.Keys.Except(pairs.Select(pair => pair.After)));
        foreach (string model in alone.Distinct().Order(StringComparer.Ordinal))
            Console.Error.WriteLine($"warning: the model '{model}' is not compared: only one of A and {name} has it");
        if (first is { Folder: not null, Summary: not null } && other is { Folder: not null, Summary: not null })
            ForecastComparison.Of((first.Folder, first.Summary), (other.Folder, other.Summary), pairs)
                .Write(Console.Out, name);
        return slower;
    }

    private static void RefuseUnknown(string[] wanted, Compared[] all)
    {
        string[] known =
            [.. all.SelectMany(one => one.Models.Keys.Concat(one.Models.Values.OfType<string>())).Distinct()];
        if (wanted.FirstOrDefault(name => !known.Contains(name)) is not { } unknown) return;
        throw new InvalidDataException(
            $"--model: expected the name or plugin of a model ({string.Join(", ", known)}), found '{unknown}'"
            + NearestName.Hint(unknown, known));
    }

    private static IReadOnlyList<(string Before, string After)> Wanted(string[] wanted, Compared first, Compared other)
    {
        var pairs = ModelPairs.Between(first.Models, other.Models);
        return wanted.Length == 0
            ? pairs
            : [.. pairs.Where(pair => wanted.Contains(pair.Before) || wanted.Contains(pair.After)
                || wanted.Contains(first.Models[pair.Before]))];
    }

    private static string NameOf(int index) => ((char)('A' + index)).ToString();

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

    /// <summary>One of those that are compared.</summary>
    /// <param name="Place">The argument.</param>
    /// <param name="Contest">The times of its models; null for none.</param>
    /// <param name="Summary">Its summary; null for none.</param>
    /// <param name="Folder">Its folder; null for a stored file.</param>
    /// <param name="Untimed">Why there are no times.</param>
    private sealed record Compared(
        string Place, ContestReport? Contest, ExperimentSummary? Summary, ExperimentFolder? Folder, Exception? Untimed)
    {
        /// <summary>The models, with their plugins where known.</summary>
        public OrderedDictionary<string, string?> Models { get; } = new(
            (Summary?.Models.Select(model => model.Name) ?? []).Concat(
                Contest is null ? [] : ExperimentComparison.NamesIn(Contest)).Distinct()
                .Select(name => KeyValuePair.Create(name, Summary?.ValueAt(name, "plugin").TextAt())));

        /// <summary>Reads an experiment or a stored file.</summary>
        /// <param name="place">The argument.</param>
        public static Compared Read(string place)
        {
            var folder = Directory.Exists(place) ? ExperimentFolder.Existing(place) : null;
            string path = folder?.Contest ?? place;
            var summary =
                folder is not null && File.Exists(folder.Summary) ? ExperimentSummary.Read(folder.Summary) : null;
            if (File.Exists(path))
                return new(place, JsonFile.Read(path, ContestReport.FromJson), summary, folder, null);
            return new(place, null, summary, folder, new FileNotFoundException(
                folder is not null
                    ? $"expected {path}, found none; run the experiment with benchmark.time_cap above 0, "
                        + $"or romhost benchmark {place}"
                    : $"expected an experiment's folder or a stored runtime_contest.json, found no '{place}'"));
        }
    }
}
