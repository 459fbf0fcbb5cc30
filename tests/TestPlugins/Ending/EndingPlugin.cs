using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Ending;

/// <summary>
/// Registers a simulator, a density estimator and a model that prevent the host from stopping, or end it.
/// </summary>
public sealed class EndingPlugin : IRomPlugin
{
    /// <summary>The environment variable with the act for loading the plugin.</summary>
    public const string WhileLoading = "ENDING_WHILE_LOADING";

    /// <inheritdoc/>
    public void Configure(IServiceCollection services)
    {
        if (Enum.TryParse(Environment.GetEnvironmentVariable(WhileLoading), out Act act)) Deed.Do(act);
        services
            .AddRomModel<EndingTrainer, EndingOptions>("ending")
            .AddSimulator<EndingSimulator, EndingOptions>("ending", families => families.Add<Anywhere>("anywhere"))
            .AddDensityEstimator<EndingEstimator, EndingOptions>("ending");
    }
}
