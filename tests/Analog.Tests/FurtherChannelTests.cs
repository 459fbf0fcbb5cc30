using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Analog.Tests;

public sealed class FurtherChannelTests : FurtherChannelRules
{
    private static readonly AnalogOptions Options = new() { Lag = 2, Neighbours = 3 };

    protected override IRomModelTrainer Trainer() => new AnalogTrainer(Options);

    protected override IRomModelTrainer RestartingTrainer() => new AnalogTrainer(
        Options with { Windows = WindowPlacement.Anywhere, Beyond = BeyondRule.Restart });
}
