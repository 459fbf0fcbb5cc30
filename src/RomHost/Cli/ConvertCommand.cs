using System.CommandLine;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Cli;

/// <summary>The command <c>romhost convert</c>: prints the predecessor's configuration in RomHost's spelling.</summary>
internal sealed class ConvertCommand : Command
{
    private readonly Option<string> config = SharedOptions.Config();
    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public ConvertCommand() : base(
        "convert",
        "Prints a configuration of the Python predecessor as one of ours; "
        + "what has no counterpart is named in a warning.")
    {
        Add(config);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        var document = ConfigurationDocument.Read(parsed.GetValue(config)!);
        foreach (string warning in ConfigurationWarning.Lines(document.Warnings))
            Console.Error.WriteLine($"warning: {warning}");
        Console.Write(ConfigurationWriter.Write(document));
        return ExitCode.Done;
    }
}
