using System.CommandLine;
using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Reporting.Figures;
using RomHost.Reporting.Html;

namespace RomHost.Cli;

/// <summary>The command <c>romhost report EXPERIMENT</c>: writes <c>report.html</c> from the present results.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string> place = new("EXPERIMENT")
    {
        Description = "An experiment's folder, finished or not.",
    };

    private readonly Option<bool> figures = new("--figures")
    {
        Description = "Also writes figures/: every figure as SVG and PNG (drawn by Chromium, Chrome or Edge), and a "
            + "movie of each test run, MP4 where FFmpeg is installed, else GIF.",
    };

    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public ReportCommand() : base(
        "report", "Writes report.html, one file that shows an experiment: models, costs, forecasts as movies.")
    {
        Add(place);
        Add(figures);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = ExperimentFolder.Existing(parsed.GetValue(place)!);
        Console.WriteLine(HtmlReport.Write(folder));
        if (!parsed.GetValue(figures)) return ExitCode.Done;
        // Movies need no browser: they are written before searching for one.
        foreach (string file in MovieFiles.Write(folder, ModelsOf(folder), Warn, cancellation)) Console.WriteLine(file);
        foreach (string file in FigureFiles.Write(folder, Browser.Find(), cancellation)) Console.WriteLine(file);
        return ExitCode.Done;
    }

    /// <summary>Writes the report after a run; a failure causes a warning, and the run's results are kept.</summary>
    /// <param name="context">The experiment.</param>
    public static void WriteAfter(ExperimentContext context)
    {
        try
        {
            HtmlReport.Write(context.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Display.Warn(
                $"the report cannot be written ({e.Message}); "
                + $"write it later with romhost report {context.Folder.Root}");
        }
    }

    private static void Warn(string message) => Console.Error.WriteLine("warning: " + message);

    private static string[] ModelsOf(ExperimentFolder folder)
    {
        try
        {
            return ReportData.Models(folder, ExperimentSummary.Read(folder.Summary));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return ReportData.Models(folder, null);
        }
    }
}
