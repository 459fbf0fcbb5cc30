using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Kernel.Tests;

public sealed class FurtherChannelTests : FurtherChannelRules
{
    private static readonly KernelOptions Options = new() { Lag = 2, Penalty = 0.01, Width = 0.5 };

    protected override IRomModelTrainer Trainer() => new KernelTrainer(Options);

    protected override IRomModelTrainer RestartingTrainer() => new KernelTrainer(
        Options with { Windows = WindowPlacement.Anywhere, Beyond = BeyondRule.Restart });
}
