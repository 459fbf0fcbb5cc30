using Microsoft.Extensions.DependencyInjection;

namespace Rom.Abstractions;

/// <summary>
/// The entry point of a plugin assembly: exactly one public type with a parameterless constructor implements it.
/// </summary>
public interface IRomPlugin
{
    /// <summary>
    /// Registers the plugin's types with <see cref="PluginRegistrationExtensions.AddSimulator{TSimulator,TOptions}"/>,
    /// <see cref="PluginRegistrationExtensions.AddDensityEstimator{TEstimator,TOptions}"/> and
    /// <see cref="PluginRegistrationExtensions.AddRomModel{TTrainer,TOptions}"/>. It must neither compute nor load
    /// native libraries.
    /// </summary>
    /// <param name="services">The collection to register in.</param>
    void Configure(IServiceCollection services);
}
