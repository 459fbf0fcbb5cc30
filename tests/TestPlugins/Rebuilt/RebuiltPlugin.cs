using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Rebuilt;

/// <summary>
/// Registers a simulator, a density estimator and a model whose code changes without a change of version or options.
/// </summary>
public sealed class RebuiltPlugin : IRomPlugin
{
#if AFTER
    /// <summary>A number in the plugin's code.</summary>
    internal const double Factor = 0.5;
#else
    /// <summary>A number in the plugin's code.</summary>
    internal const double Factor = 0.9;
#endif

    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services
        .AddSimulator<RebuiltSimulator, NoOptions>("rebuilt", families => families.Add<Line>("line"))
        .AddDensityEstimator<RebuiltEstimator, NoOptions>("rebuilt")
        .AddRomModel<RebuiltTrainer, NoOptions>("rebuilt");
}

/// <summary>No options.</summary>
public sealed record NoOptions;

/// <summary>Particles on a line.</summary>
public sealed record Line : InitialCondition
{
    /// <summary>Height of the line [length units].</summary>
    public double Height { get; init; } = 3;
}
