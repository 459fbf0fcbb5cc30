using Microsoft.Extensions.DependencyInjection;
using Recorded.InitialConditions;
using Recorded.Options;
using Rom.Abstractions;

namespace Recorded;

/// <summary>Registers the simulator <c>recorded</c> and its one family, <c>recording</c>.</summary>
public sealed class RecordedPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) =>
        services.AddSimulator<RecordedSimulator, RecordedOptions>(
            "recorded", families => families.Add<RecordingPart>("recording"));
}
