using Microsoft.Extensions.DependencyInjection;

namespace Rom.Forecasting.Plugins;

/// <summary>The services of a plugin, built when one is first asked for: most plugins need none. Thread-safe.</summary>
/// <param name="services">The registered services, which do not change any more.</param>
internal sealed class PluginServices(IServiceCollection services) : IServiceProvider
{
    private readonly Lazy<IServiceProvider> built = new(services.BuildServiceProvider);

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => built.Value.GetService(serviceType);
}
