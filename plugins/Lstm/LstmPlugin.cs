using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Lstm;

/// <summary>Registers the model <c>lstm</c>.</summary>
public sealed class LstmPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<LstmTrainer, LstmOptions>("lstm");
}
