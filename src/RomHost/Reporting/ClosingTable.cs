using System.Globalization;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Evaluation;
using RomHost.Evaluation.Ensembles;
using RomHost.Pipeline;
using Spectre.Console;

namespace RomHost.Reporting;

/// <summary>Writes the table at the end of a run: each model's scores and costs, and the place of the files.</summary>
internal static class ClosingTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="output">The output.</param>
    /// <param name="summary">The experiment's summary.</param>
    /// <param name="folder">The experiment's folder.</param>
    public static void Write(TextWriter output, ExperimentSummary summary, ExperimentFolder folder)
    {
        if (summary.Models.Count > 0) WriteModels(output, summary);
        else
            output.WriteLine(
                "No model took part: densities, "
                + $"a basis of {NumberText.Count(summary.Modes ?? 0, "POD mode")} and the latent data were made.");
        output.WriteLine($"Files: {folder.Root}");
        if (File.Exists(folder.Report)) output.WriteLine($"Report: {folder.Report}");
    }

    private static void WriteModels(TextWriter output, ExperimentSummary summary)
    {
        var table = new Table().AddColumn("model").AddColumn("status").AddColumn(Right(Score.R2.Title))
            .AddColumn(Right(Score.R2Pod.Title))
            .AddColumn(Right("training")).AddColumn(Right("step")).AddColumn(Right("parameters"));
        table.ShowRowSeparators = false;
        foreach (var row in summary.Models)
        {
            table.AddRow(
                Markup.Escape(row.Name), Markup.Escape(row.Status ?? ""), NumberText.Of(row.Scores[Score.R2]),
                NumberText.Of(row.Scores[Score.R2Pod]),
                NumberText.Time(row.TrainingSeconds ?? double.NaN), NumberText.Time(row.StepSeconds ?? double.NaN),
                row.Parameters?.ToString("N0", CultureInfo.InvariantCulture) ?? "–");
        }
        AnsiConsole.Create(PlainText(output)).Write(table);
        // Their place is forecast too, and this is the frame that users have.
        if (summary.Models.Any(row => row.R2Lab is not null))
            output.WriteLine($"R² in the lab frame: {Listed(summary.Models.Select(row => (row.Name, row.R2Lab)))}.");
        if (summary.References.Count > 0)
            output.WriteLine(
                $"{Score.R2.Title} without a model: "
                + $"{Listed(summary.References.Select(method => (method.Name, method.R2)))}.");
        var skilled = summary.Skills.Where(method => method.Skill is not null).ToList();
        if (skilled.Count > 0)
            output.WriteLine(
                "Skill (0: climatology, 1: ceiling): "
                + $"{Listed(skilled.Select(method => (method.Name, method.Skill)))}.");
        WriteEnsembles(output, summary.Ensembles);
        if (summary.ForecastVerdict is { } verdict) output.WriteLine(verdict);
        foreach (string doubt in summary.ForecastDoubts) output.WriteLine($"Doubt: {doubt}.");
        if (summary.Models.Any(row => row.R2 is not null))
            output.WriteLine(
                $"R²: mean over {NumberText.Count(summary.TestRuns ?? 0, "test run")} of the pooled R² of the forecast "
                + $"density; of POD: the truth through {NumberText.Count(summary.Modes ?? 0, "POD mode")}.");
        foreach (var row in summary.Models)
        {
            foreach (string note in row.Notes) output.WriteLine($"Note on {row.Name}: {note}.");
        }
        foreach (string note in summary.Notes) output.WriteLine($"Note on the comparison: {note}.");
    }

    private static void WriteEnsembles(TextWriter output, IReadOnlyList<EnsembleSummary> ensembles)
    {
        if (ensembles.Count == 0) return;
        // The density in the frame that users have, and where the swarm is; the report has all quantities.
        string density = ensembles.Any(row => row.Quantity == Quantity.LabDensity)
            ? Quantity.LabDensity
            : Quantity.Density;
        bool hasCeiling = ensembles.Any(row => row.OverCeiling is not null);
        var numbers = new List<(string Title, Func<EnsembleSummary, double?> Of)> { ("CRPS skill", row => row.Skill) };
        if (hasCeiling) numbers.Add(("× ceiling", row => row.OverCeiling));
        numbers.AddRange([("in 90 %", row => row.Coverage), ("spread/error", row => row.SpreadOverError)]);
        var table = new Table().AddColumn("ensemble").AddColumn("quantity");
        foreach (var (title, _) in numbers) table.AddColumn(Right(title));
        table.ShowRowSeparators = false;
        foreach (var row in ensembles.Where(row => row.Quantity == density || row.Quantity == Quantity.Place))
        {
            table.AddRow([
                Markup.Escape(row.Method), Markup.Escape(row.Quantity),
                .. numbers.Select(number => NumberText.Of(number.Of(row) ?? double.NaN))]);
        }
        AnsiConsole.Create(PlainText(output)).Write(table);
        output.WriteLine(
            "CRPS skill: 0 for states of training runs, 1 for a perfect forecast; in 90 %: the share of truths within "
            + $"intervals of 90 %.{(hasCeiling ? " × ceiling: CRPS over that of the runs' replicas." : "")}");
        string[] sources =
        [
            .. ensembles.DistinctBy(row => row.Method)
                .Where(row => row.Source is { Length: > 0 } source && source != row.Method)
                .Select(row => $"{row.Method} {row.Source}"),
        ];
        if (sources.Length > 0) output.WriteLine($"Members: {string.Join(", ", sources)}.");
    }

    private static string Listed(IEnumerable<(string Name, double? Value)> values) =>
        string.Join(", ", values.Select(one => $"{one.Name} {NumberText.Of(one.Value ?? double.NaN)}"));

    // Text is written through the writers that escape control characters, whatever the terminal supports.
    private static AnsiConsoleSettings PlainText(TextWriter output) =>
        new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) };

    private static TableColumn Right(string title) => new(title) { Alignment = Justify.Right };
}
