using System.CommandLine;
using RomHost.Pipeline;
using RomHost.Reporting.Html;

namespace RomHost.Cli;

/// <summary><c>romhost report EXPERIMENT</c>: writes <c>report.html</c> of what there is.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var place = new Argument<string>("EXPERIMENT") { Description = "An experiment's folder, finished or not." };
        var verbose = SharedOptions.Verbose();
        var command = new Command("report", "Writes report.html, one file that shows an experiment: models, costs, forecasts as movies.")
        {
            place, verbose,
        };
        command.SetAction(parsed => RootCommandLine.Guard(parsed.GetValue(verbose), _ =>
        {
            var folder = new ExperimentFolder(Path.GetFullPath(parsed.GetValue(place)!));
            if (!Directory.Exists(folder.Root)) throw new DirectoryNotFoundException($"expected an experiment's folder, found no folder {folder.Root}");
            Console.WriteLine(HtmlReport.Write(folder));
            return ExitCode.Done;
        }));
        return command;
    }
}
