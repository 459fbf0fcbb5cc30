using System.CommandLine;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Cli;

/// <summary><c>romhost convert</c>: prints the predecessor's configuration in our spelling.</summary>
internal static class ConvertCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var (config, verbose) = (SharedOptions.Config(), SharedOptions.Verbose());
        var command = new Command("convert", "Prints a configuration of the Python predecessor as one of ours; what has no counterpart is named in a warning.")
        {
            config, verbose,
        };
        command.SetAction(parsed => RootCommandLine.Guard(parsed.GetValue(verbose), () =>
        {
            var document = ConfigurationDocument.Read(parsed.GetValue(config)!);
            foreach (string warning in ConfigurationWarning.Lines(document.Warnings)) Console.Error.WriteLine($"warning: {warning}");
            Console.Write(ConfigurationWriter.Write(document));
            return ExitCode.Done;
        }));
        return command;
    }
}
