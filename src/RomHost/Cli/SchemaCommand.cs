using System.CommandLine;
using Rom.Forecasting.Plugins;
using RomHost.Configuration.Reference;

namespace RomHost.Cli;

/// <summary><c>romhost schema</c>: the JSON Schema of the configuration, for editors; or its reference, for readers.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var (folders, verbose) = (SharedOptions.PluginDir(), SharedOptions.Verbose());
        var markdown = new Option<bool>("--markdown") { Description = "Print the configuration reference as Markdown instead." };
        var command = new Command(
            "schema",
            "Prints the JSON Schema of the configuration with the loaded plugins' options. Editors complete and check a file that begins with: "
            + "# yaml-language-server: $schema=romhost.schema.json")
        {
            folders, markdown, verbose,
        };
        command.SetAction(parsed => RootCommandLine.Guard(parsed.GetValue(verbose), () =>
        {
            var catalog = PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(folders)!));
            Console.Write(parsed.GetValue(markdown) ? new ReferenceWriter(catalog.Offers).Write() : new SchemaWriter(catalog.Offers).Write());
            return PluginsCommand.Report(catalog, parsed.GetValue(verbose));
        }));
        return command;
    }
}
