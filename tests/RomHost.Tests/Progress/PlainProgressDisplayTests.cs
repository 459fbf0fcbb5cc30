using RomHost.Progress;

namespace RomHost.Tests.Progress;

public sealed class PlainProgressDisplayTests
{
    private readonly PlantedClock clock = new(frequency: 1000);
    private readonly StringWriter output = new();

    [Fact]
    public void WhenEverythingWasCurrent_NoRateIsTold()
    {
        using (var task = new PlainProgressDisplay(output, clock).Begin("Training runs", 2, "run"))
        {
            for (int run = 0; run < 2; run++)
            {
                task.Kept();
                task.Advance();
            }
            clock.Pass(0.005);
        }
        Assert.Equal("Training runs: 2 of 2 runs (0.0 s)", LastLine());
    }

    [Fact]
    public void TheRateAndTheTimeLeft_AreThoseOfWhatWasMade()
    {
        using var task = new PlainProgressDisplay(output, clock).Begin("Training runs", 8, "run");
        for (int run = 0; run < 2; run++)
        {
            task.Kept();
            task.Advance();
        }
        clock.Pass(20);
        task.Advance();
        task.Advance();
        Assert.Equal("Training runs: 4 of 8 runs, 6.0 a minute, 40 s left (20.0 s)", LastLine());
    }

    [Fact]
    public void ASingleUnit_IsInTheSingular()
    {
        using (var task = new PlainProgressDisplay(output, clock).Begin("Test runs", 1, "run"))
        {
            clock.Pass(2);
            task.Advance();
        }
        Assert.Equal("Test runs: 1 of 1 run, 30 a minute (2.0 s)", LastLine());
    }

    private string LastLine() =>
        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
}
