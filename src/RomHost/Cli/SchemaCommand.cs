using System.CommandLine;
using Rom.Forecasting.Plugins;
using RomHost.Configuration.Reference;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost schema</c>: prints the JSON Schema of the configuration, for editors, or its reference, for
/// readers.
/// </summary>
internal sealed class SchemaCommand : Command
{
    private readonly Option<string[]> folders = SharedOptions.PluginDir();
    private readonly Option<bool> markdown = new("--markdown")
    {
        Description = "Print the configuration reference as Markdown instead.",
    };
    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public SchemaCommand() : base(
        "schema",
        "Prints the JSON Schema of the configuration with the loaded plugins' options. Editors complete and check a "
        + "file that begins with: # yaml-language-server: $schema=romhost.schema.json")
    {
        Add(folders);
        Add(markdown);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        var catalog = PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(folders)!));
        Console.Write(
            parsed.GetValue(markdown)
                ? new ReferenceWriter(catalog.Offers).Write()
                : new SchemaWriter(catalog.Offers).Write());
        return PluginsCommand.Report(catalog, parsed.GetValue(verbose));
    }
}
