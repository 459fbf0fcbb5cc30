using FsCheck;
using FsCheck.Xunit;
using Rom.Abstractions;
using RomHost.Reduction;

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
        var movies = new List<DensityMovie>();
        var frames = new List<float[]>();
        for (int run = 0, runs = random.Next(1, 4); run < runs; run++)
        {
            int count = random.Next(1, 6);
            var values = new float[count * Grid.CellCount];
            for (int i = 0; i < values.Length; i++) values[i] = random.NextSingle();
            movies.Add(new DensityMovie(Grid, [.. Enumerable.Range(0, count).Select(t => 0.1 * t)], values));
            frames.AddRange(values.Chunk(Grid.CellCount));
        }
        return (frames, new FrameReference(Grid, movies.Count, run => movies[run]));
    }
}
