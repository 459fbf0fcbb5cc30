using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using Rom.Testing.Options;
using Rom.Testing.Rules;

namespace Rom.Testing;

/// <summary>The contract of a plugin, as checks. They may be run in any order, one after the other.</summary>
public sealed class PluginContract
{
    private readonly Dictionary<string, ContractCheck> byRule;

    private PluginContract(IEnumerable<ContractCheck> checks)
    {
        Checks = [.. checks];
        byRule = Checks.GroupBy(check => check.ToString()).ToDictionary(same => same.Key, same => same.First());
    }

    /// <summary>The checks.</summary>
    public IReadOnlyList<ContractCheck> Checks { get; }

    /// <summary>The names of the checks, each once, for a test framework to show.</summary>
    public IReadOnlyList<string> Rules => [.. byRule.Keys];

    /// <summary>Creates the contract of a plugin in a test project, checked with its defaults.</summary>
    /// <typeparam name="TPlugin">The plugin's entry point.</typeparam>
    public static PluginContract Of<TPlugin>() where TPlugin : IRomPlugin, new() => Of<TPlugin>(new ContractExamples());

    /// <summary>Creates the contract of a plugin in a test project.</summary>
    /// <typeparam name="TPlugin">The plugin's entry point.</typeparam>
    /// <param name="examples">Examples where the plugin's defaults are not enough.</param>
    public static PluginContract Of<TPlugin>(ContractExamples examples) where TPlugin : IRomPlugin, new()
    {
        var services = new ServiceCollection();
        new TPlugin().Configure(services);
        PluginRegistration[] offers =
            [.. services.Select(service => service.ImplementationInstance).OfType<PluginRegistration>()];
        var contract = Of(
            offers, services.BuildServiceProvider(), examples, new AnnotatedOptions(),
            [AppContext.BaseDirectory, Environment.CurrentDirectory]);
        return new PluginContract(
        [
            new($"plugin {typeof(TPlugin).Name}", "the host can load it",
                () => LoadingRules.Breach(typeof(TPlugin), offers)),
            .. contract.Checks,
        ]);
    }

    /// <summary>Creates the contract of a loaded plugin.</summary>
    /// <param name="offers">The plugin's registrations.</param>
    /// <param name="services">The services that its constructors may take.</param>
    /// <param name="examples">Examples where its defaults are not enough.</param>
    /// <param name="reader">Creates options from configuration values.</param>
    /// <param name="untouched">Folders in which the plugin must not write: its own, and the current directory.</param>
    public static PluginContract Of(
        IEnumerable<PluginRegistration> offers, IServiceProvider services, ContractExamples examples,
        IOptionsReader reader,
        IReadOnlyList<string> untouched)
    {
        var arrangement = new Arrangement(services, examples, reader, untouched);
        return new PluginContract(offers.SelectMany(offer => offer switch
        {
            RomModelRegistration model => new ModelRules(model, arrangement).Checks(),
            SimulatorRegistration simulator => new SimulatorRules(simulator, arrangement).Checks(),
            DensityEstimatorRegistration density => new DensityRules(density, arrangement).Checks(),
            _ => throw new NotSupportedException($"an offer cannot be a {offer.GetType()}"),
        }));
    }

    /// <summary>Runs a check.</summary>
    /// <param name="rule">One of <see cref="Rules"/>.</param>
    /// <exception cref="ContractBrokenException">The rule is broken, or could not be tried.</exception>
    public void Verify(string rule)
    {
        var result = byRule[rule].Run();
        if (result.Outcome != ContractOutcome.Holds) throw new ContractBrokenException($"{rule}: {result.Reason}");
    }
}
