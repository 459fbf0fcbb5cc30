using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Direct.Tests;

public sealed class FurtherChannelTests : FurtherChannelRules
{
    private static readonly DirectOptions Options = new() { Lag = 2, StatePenalty = 1e-3 };

    protected override IRomModelTrainer Trainer() => new DirectTrainer(Options);

    protected override IRomModelTrainer RestartingTrainer() => new DirectTrainer(
        Options with { Windows = WindowPlacement.Anywhere, Beyond = BeyondRule.Restart });
}
