using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Rom.Testing.Tests;

public sealed class FlawedPlugin : IRomPlugin
{
    public void Configure(IServiceCollection services) => services
        .AddRomModel<FlawedTrainer, FlawedOptions>("flawed")
        .AddSimulator<FlawedSimulator, FlawedOptions>("flawed", families => families.Add<Somewhere>("somewhere"))
        .AddDensityEstimator<FlawedEstimator, FlawedOptions>("flawed");
}
