using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Rom.Abstractions;

/// <summary>
/// Registers a plugin's simulators, density estimators and models. Constructors may take the options record and any
/// registered service.
/// </summary>
public static class PluginRegistrationExtensions
{
    /// <summary>Registers a simulator under <paramref name="name"/>.</summary>
    /// <param name="services">The collection given to <see cref="IRomPlugin.Configure"/>.</param>
    /// <param name="name">The name used in <c>simulator.plugin</c>.</param>
    /// <param name="initialConditions">Declares the initial-condition families that the simulator understands.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddSimulator<TSimulator, TOptions>(
        this IServiceCollection services, string name, Action<InitialConditionFamilies> initialConditions)
        where TSimulator : class, ISimulator
        where TOptions : class, new()
    {
        var families = new InitialConditionFamilies();
        initialConditions(families);
        return services.AddSingleton(new SimulatorRegistration(
            name, typeof(TSimulator), typeof(TOptions), families.ByName, Create<TSimulator>));
    }

    /// <summary>Registers a density estimator under <paramref name="name"/>.</summary>
    /// <param name="services">The collection given to <see cref="IRomPlugin.Configure"/>.</param>
    /// <param name="name">The name used in <c>density.plugin</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddDensityEstimator<TEstimator, TOptions>(
        this IServiceCollection services, string name)
        where TEstimator : class, IDensityEstimator
        where TOptions : class, new() =>
        services.AddSingleton(new DensityEstimatorRegistration(
            name, typeof(TEstimator), typeof(TOptions), Create<TEstimator>));

    /// <summary>Registers a ROM model, given by its trainer, under <paramref name="name"/>.</summary>
    /// <param name="services">The collection given to <see cref="IRomPlugin.Configure"/>.</param>
    /// <param name="name">The name used in <c>models[].plugin</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddRomModel<TTrainer, TOptions>(this IServiceCollection services, string name)
        where TTrainer : class, IRomModelTrainer
        where TOptions : class, new() =>
        services.AddSingleton(new RomModelRegistration(
            name, typeof(TTrainer), typeof(TOptions), Create<TTrainer>));

    // A constructor may take the options; that of a plugin without options need not. One that takes nothing else needs
    // no services, whose first use takes time.
    private static T Create<T>(IServiceProvider services, object options) where T : class
    {
        var constructors = typeof(T).GetConstructors();
        if (constructors is [var only] && only.GetParameters() is [var alone]
            && alone.ParameterType.IsInstanceOfType(options))
            return (T)only.Invoke(BindingFlags.DoNotWrapExceptions, null, [options], null);
        return constructors.Any(constructor =>
            constructor.GetParameters().Any(parameter => parameter.ParameterType.IsInstanceOfType(options)))
            ? ActivatorUtilities.CreateInstance<T>(services, options)
            : ActivatorUtilities.CreateInstance<T>(services);
    }
}
