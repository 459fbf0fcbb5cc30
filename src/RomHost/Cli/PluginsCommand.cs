using System.CommandLine;
using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;

namespace RomHost.Cli;

/// <summary>The command <c>romhost plugins</c>: lists loaded and refused plugins.</summary>
internal sealed class PluginsCommand : Command
{
    private readonly Option<string[]> folders = SharedOptions.PluginDir();
    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public PluginsCommand()
        : base("plugins",
            "Lists the plugins: version, contract, what each offers, where it lies, and why any was refused.")
    {
        Add(folders);
        Add(verbose);
        Add(new VerifyPluginsCommand());
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        var catalog = PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(folders)!));
        foreach (var plugin in catalog.Loaded)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{plugin.Name} {plugin.Version} (contract {plugin.ContractVersion.ToString(2)}, loaded in "
                + $"{plugin.LoadTime.TotalMilliseconds:0} "
                + $"ms{(plugin.IsOptimised ? "" : ", built without optimisation")})"));
            foreach (var offer in plugin.Offers)
                Console.WriteLine($"  {KindOf(offer),-18} {offer.Name}{FamiliesOf(offer)}");
            Console.WriteLine($"  {"from",-18} {plugin.Path}");
            Console.WriteLine($"  {"sha256",-18} {plugin.Build.Sha256}");
        }
        return Report(catalog, parsed.GetValue(verbose));
    }

    /// <summary>Reports refused plugins on standard error.</summary>
    /// <param name="catalog">The plugins.</param>
    /// <param name="verbose">Whether stack traces of their exceptions are shown.</param>
    /// <returns>The resulting exit code.</returns>
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
