using FsCheck;
using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;

namespace RomHost.Tests.Reduction;

/// <summary>Against all frames held at once.</summary>
public sealed class FrameReferenceTests
{
    private static readonly Grid Grid = new(new Domain(3, 2, Boundary.Periodic), 3, 2);

    [Property]
    public bool Median_IsTheMiddleOfTheSortedFrames(PositiveInt seed)
    {
        var (frames, reference) = Make(seed.Get);
        double[] median = reference.Median(CancellationToken.None);
        return Enumerable.Range(0, Grid.CellCount).All(cell =>
        {
            double[] sorted = [.. frames.Select(frame => (double)frame[cell]).Order()];
            int half = sorted.Length / 2;
            return median[cell] == (sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
        });
    }

    [Property]
    public bool Mean_IsTheMeanOfTheFrames(PositiveInt seed)
    {
        var (frames, reference) = Make(seed.Get);
        double[] mean = reference.Mean(CancellationToken.None);
        return Enumerable.Range(0, Grid.CellCount)
            .All(cell => Math.Abs(mean[cell] - frames.Average(frame => (double)frame[cell])) <= 1e-14);
    }

    [Property]
    public bool First_IsTheFirstFrameOfTheFirstRun(PositiveInt seed)
    {
        var (frames, reference) = Make(seed.Get);
        return reference.First().SequenceEqual(frames[0].Select(value => (double)value));
    }

    private static (List<float[]> Frames, FrameReference Reference) Make(int seed)
    {
        var random = new System.Random(seed);
        var runs = new float[random.Next(1, 6)][];
        for (int run = 0; run < runs.Length; run++)
        {
            runs[run] = new float[random.Next(1, 6) * Grid.CellCount];
            foreach (ref float value in runs[run].AsSpan()) value = random.NextSingle();
        }
        return ([.. runs.SelectMany(run => run.Chunk(Grid.CellCount))],
            new FrameReference(new ArrayFrames(Grid, runs), threads: 2));
    }
}
