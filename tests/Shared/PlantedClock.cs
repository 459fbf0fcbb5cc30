namespace SharedTests;

/// <summary>A clock that only a test moves.</summary>
/// <param name="frequency">Ticks in a second.</param>
internal sealed class PlantedClock(long frequency = 1_000_000_000) : TimeProvider
{
    private double seconds;

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp() => (long)Math.Round(seconds * frequency);

    public void Pass(double duration) => seconds += duration;
}
