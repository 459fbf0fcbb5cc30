using System.CommandLine;
using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;

namespace RomHost.Cli;

/// <summary><c>romhost plugins</c>: what is loaded, from where, and what was refused and why.</summary>
internal static class PluginsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var (folders, verbose) = (SharedOptions.PluginDir(), SharedOptions.Verbose());
        var command = new Command("plugins", "Lists the plugins: version, contract, what each offers, where it lies, and why any was refused.")
        {
            folders, verbose, VerifyPluginsCommand.Make(),
        };
        command.SetAction(parsed => RootCommandLine.Guard(parsed.GetValue(verbose), () =>
        {
            var catalog = PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(folders)!));
            foreach (var plugin in catalog.Loaded)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{plugin.Name} {plugin.Version} (contract {plugin.ContractVersion.ToString(2)}, loaded in {plugin.LoadTime.TotalMilliseconds:0} ms{(plugin.IsOptimised ? "" : ", built without optimisation")})"));
                foreach (var offer in plugin.Offers) Console.WriteLine($"  {KindOf(offer),-18} {offer.Name}{FamiliesOf(offer)}");
                Console.WriteLine($"  {"from",-18} {plugin.Path}");
                Console.WriteLine($"  {"sha256",-18} {plugin.Build.Sha256}");
            }
            return Report(catalog, parsed.GetValue(verbose));
        }));
        return command;
    }

    /// <summary>Says on standard error which plugins were refused.</summary>
    /// <param name="catalog">The plugins.</param>
    /// <param name="verbose">Whether the stacks of those that threw are shown.</param>
    /// <returns>The exit code for it.</returns>
    public static int Report(PluginCatalog catalog, bool verbose)
    {
        foreach (var plugin in catalog.Refused) Console.Error.WriteLine("error: " + plugin.Describe(verbose));
        return catalog.Refused.Count > 0 ? ExitCode.PluginRefused : ExitCode.Done;
    }

    private static string KindOf(PluginRegistration offer) => offer switch
    {
        SimulatorRegistration => "simulator",
        DensityEstimatorRegistration => "density estimator",
        RomModelRegistration => "model",
        _ => "unknown",
    };

    private static string FamiliesOf(PluginRegistration offer) => offer is SimulatorRegistration simulator
        ? $" (initial conditions: {string.Join(", ", simulator.InitialConditions.Keys.Order(StringComparer.Ordinal))})"
        : "";
}
