using FsCheck.Xunit;
using Rom.Abstractions;

namespace Mvar.Tests;

/// <summary>The recursion against sums over windows as they are defined.</summary>
public class WindowMomentsTests
{
    [Property(MaxTest = 60)]
    public void Moments_EqualTheSumsOverAllWindows(byte dimension, byte longest, ushort[] lengths, ulong seed)
    {
        int r = 1 + dimension % 4, lag = 1 + longest % 6;
        double[][] runs =
        [
            .. lengths.Append((ushort)(lag + 2)).Select((length, k) =>
                RandomCoefficients.Gaussian(length % 40 * r, 1 + k, seed + (ulong)k).Select(y => y + 5).ToArray()),
            RandomCoefficients.Gaussian((lag + 1) * r, 1, ~seed), // one window
        ];
        var data = new LatentDataset(r, 1, runs);
        var slices = Enumerable.Range(0, runs.Length)
            .SelectMany(run => Enumerable.Range(lag, data.WindowCount(run, lag))
                .Select(target => runs[run][((target - lag) * r)..((target + 1) * r)]))
            .ToList();
        int width = (lag + 1) * r;
        double[] mean = [.. Enumerable.Range(0, width).Select(i => slices.Average(s => s[i]))];

        var moments = WindowMoments.Of(data, lag, TestContext.Current.CancellationToken);

        Assert.Equal(slices.Count, moments.Count);
        double scale = slices.Sum(s => s.Max(value => value * value));
        for (int i = 0; i < width; i++)
        {
            Assert.Equal(mean[i], moments.Mean[i], 1e-10);
            for (int j = 0; j < width; j++)
            {
                double expected = slices.Sum(s => (s[i] - mean[i]) * (s[j] - mean[j]));
                Assert.Equal(expected, moments.Covariance[i * width + j], 1e-12 * scale);
            }
        }
    }

    [Fact]
    public void Moments_OfMoreWindowsThanABlockHolds_AreThoseOfAllOfThem()
    {
        var data = PlantedProcess.OfTwoLags.Data(3, 700, noise: 1, seed: 5);
        var moments = WindowMoments.Of(data, 1, TestContext.Current.CancellationToken);
        double[] first =
        [
            .. Enumerable.Range(0, 3).SelectMany(run => Enumerable.Range(1, 699).Select(k => data.State(run, k)[0])),
        ];
        double mean = first.Average();
        Assert.Equal(3 * 699, moments.Count);
        Assert.Equal(mean, moments.Mean[2], 1e-12);
        Assert.Equal(first.Sum(value => (value - mean) * (value - mean)), moments.Covariance[2 * 4 + 2], 1e-8);
    }
}
