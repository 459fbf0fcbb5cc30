using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Configuration;

namespace RomHost.Validation;

/// <summary>
/// The simulator, the grid and the further fields of an experiment; null where a plugin refuses its options.
/// </summary>
/// <param name="Simulator">The simulator.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="Grid">The grid of densities on it.</param>
/// <param name="Fields">The further fields that the density estimator offers.</param>
internal sealed record CreatedPlugins(
    ISimulator? Simulator, Domain? Domain, Grid? Grid, IReadOnlyList<FieldDescription>? Fields)
{
    /// <summary>Creates them.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="services">The services that the plugins' constructors may take.</param>
    /// <param name="log">Receives what the plugins refuse.</param>
    public static CreatedPlugins Create(
        Experiment experiment, Func<PluginRegistration, IServiceProvider> services, ValidationLog log)
    {
        ISimulator? simulator = Try(
            log, "Simulator",
            () => experiment.Simulator.Create(services(experiment.Simulator), experiment.SimulatorOptions));
        IDensityEstimator? estimator = Try(
            log,
            "Density",
            () => experiment.DensityEstimator.Create(
                services(experiment.DensityEstimator), experiment.DensityEstimatorOptions));
        Domain? domain = simulator is null ? null : Try(log, "Simulator", () => simulator.Domain);
        Grid? grid = domain is null || estimator is null ? null : Try(log, "Density", () => estimator.GridOn(domain));
        var fields = estimator is null ? null : Try(log, "Density", () => Offered(estimator));
        return new CreatedPlugins(simulator, domain, grid, fields);
    }

    private static IReadOnlyList<FieldDescription>? Offered(IDensityEstimator estimator)
    {
        if (estimator is not IFieldEstimator offering) return [];
        return offering.Fields is { } fields && fields.GroupBy(field => field.Name).Any(group => group.Count() > 1)
            ? throw new ContractBreachException(
                $"Fields: expected each name once, found {ListText.Of([.. fields.Select(field => field.Name)])}")
            : offering.Fields;
    }

    private static T? Try<T>(ValidationLog log, string option, Func<T?> create) where T : class
    {
        try
        {
            return create() ?? throw new ContractBreachException($"the plugin gives no {typeof(T).Name} (null)");
        }
        catch (ContractBreachException e)
        {
            log.Error(option, PluginFailure.Message(e));
        }
        catch (Exception e) when (e is ArgumentException or ValidationException or InvalidDataException)
        {
            log.Error(option, $"the plugin refuses these options: {PluginFailure.Message(e)}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.Error(option, $"the plugin refuses these options: {PluginFailure.Describe(e)}");
        }
        return null;
    }
}
