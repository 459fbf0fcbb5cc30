using Rom.Abstractions;
using Rom.Analysis.Memory;

namespace Rom.Analysis.Tests.Memory;

[Collection(CountedAllocations.Name)]
public class InferenceMemoryTests
{
    [Fact]
    public void AModelThatHolds200Megabytes_IsReportedSo()
    {
        var memory = InferenceMemory.Measure(() => new Heavy(200 << 20, perCall: 0), steps: 10);
        Assert.InRange(memory.LiveMb, 199.9, 202);
        // The system counts resident pages with a delay, and other tests run beside this one.
        Assert.True(memory.PeakMb >= memory.BeforeMb + 150, $"peak of {memory.PeakMb} MB after {memory.BeforeMb}");
    }

    [Fact]
    public void AMegabyteForEachForecast_IsReported_AndNotTakenForTheModels()
    {
        var memory = InferenceMemory.Measure(() => new Heavy(0, perCall: 1 << 20), steps: 10);
        Assert.InRange(memory.BytesPerStep, 1 << 20, (1 << 20) + 100);
        Assert.InRange(memory.BytesPerTrajectory, 1 << 20, (1 << 20) + 100);
        Assert.InRange(memory.LiveMb, 0, 50);
    }

    [Fact]
    public void AModelOfNothing_HoldsNothing()
    {
        var memory = InferenceMemory.Measure(() => new Heavy(0, perCall: 0), steps: 100_000);
        Assert.InRange(memory.BytesPerStep, 0, 10);
        Assert.InRange(memory.LiveMb, 0, 50);
    }

    private sealed class Heavy(int bytes, int perCall) : IRomModel
    {
        private readonly byte[] held = Filled(bytes);
        private byte[] last = [];

        public int Lag => 2;

        public int LatentDimension => 3;

        public long ParameterCount => held.Length;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            if (perCall > 0) last = new byte[perCall];
            forecast.Fill(last.Length + held.Length);
        }

        public void Save(string directory) => throw new NotSupportedException();

        // Memory that is never written to is not resident.
        private static byte[] Filled(int bytes)
        {
            var filled = new byte[bytes];
            filled.AsSpan().Fill(1);
            return filled;
        }
    }
}
