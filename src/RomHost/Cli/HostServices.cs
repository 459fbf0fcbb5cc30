using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rom.Analysis;
using RomHost.Configuration;
using RomHost.Execution;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Cli;

/// <summary>The host's services. The host is built, never started: signals and the process's end are the command line's.</summary>
internal static class HostServices
{
    /// <summary>Builds the host.</summary>
    public static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<RuntimeAnalyzer>()
            .AddSingleton<ExperimentRunner>()
            .AddSingleton(new ModelRuntimes(new InOwnProcess()))
            // The order of the stages is the order in which they are registered.
            .AddSingleton<Stage>(new GenerateEnsemble(Split.Train))
            .AddSingleton<Stage, BuildPodBasis>()
            .AddSingleton<Stage, BuildLatentDataset>()
            .AddSingleton<Stage, TrainModels>()
            .AddSingleton<Stage, BenchmarkModels>()
            .AddSingleton<Stage>(new GenerateEnsemble(Split.Test))
            .AddSingleton<Stage, EvaluateModels>();
        return builder.Build();
    }
}
