using FsCheck.Xunit;
using Recorded.Paths;
using Rom.Abstractions;

namespace Recorded.Tests;

public sealed class FiniteDifferencesTests
{
    private static readonly Domain Box = new(10, 8, Boundary.Reflecting);
    private static readonly Domain Torus = new(10, 8, Boundary.Periodic);

    // x = 1 + t/2 + t²/4, y = 7 − t: v = (1/2 + t/2, −1).
    [Fact]
    public void ConstantAcceleration_IsExact_AtUnequalSteps()
    {
        double[] times = [0, 0.5, 0.75, 2, 3];
        var recording = OnePath(times, t => (1 + t / 2 + t * t / 4, 7 - t));
        double[] v = FiniteDifferences.Velocities(recording, PathLinks.Forward(recording), Box);
        for (int k = 1; k + 1 < times.Length; k++)
        {
            Assert.Equal(0.5 + times[k] / 2, v[2 * k], 1e-12);
            Assert.Equal(-1, v[2 * k + 1], 1e-12);
        }
        // One-sided at the ends: the mean velocity of the first and the last step.
        Assert.Equal(0.5 + 0.25 / 2, v[0], 1e-12);
        Assert.Equal(0.5 + 2.5 / 2, v[^2], 1e-12);
    }

    [Fact]
    public void PathAcrossAPeriodicEdge_GoesTheShortWay()
    {
        var recording = OnePath([0, 1, 2, 3], t => ((9 + 0.75 * t) % 10, (1 - 0.5 * t + 8) % 8));
        double[] v = FiniteDifferences.Velocities(recording, PathLinks.Forward(recording), Torus);
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(0.75, v[2 * k], 1e-12);
            Assert.Equal(-0.5, v[2 * k + 1], 1e-12);
        }
    }

    [Fact]
    public void ParticleSeenInOneFrameAlone_HasVelocityZero_AndAGapEndsAPath()
    {
        // Particle a: 0, 1, –, 3, 4; particle b only at 2.
        var recording = Sample.Read("0 a 1 1\n1 a 2 1\n2 b 5 5\n3 a 4 1\n4 a 7 1\n");
        double[] v = FiniteDifferences.Velocities(recording, PathLinks.Forward(recording), Box);
        Assert.Equal([1.0, 0, 1, 0, 0, 0, 3, 0, 3, 0], v);
    }

    [Property]
    public bool Links_JoinTheSameParticleOfNeighbouringFrames(byte[][] frames)
    {
        if (frames.Length == 0) return true;
        int[][] present = [.. frames.Select(frame => (frame ?? []).Select(id => id % 16).Distinct().Order().ToArray())];
        int[] offsets = [0, .. Enumerable.Range(1, frames.Length).Select(k => present.Take(k).Sum(ids => ids.Length))];
        int[] all = [.. present.SelectMany(ids => ids)];
        var recording = new Recording(
            [.. Enumerable.Range(0, frames.Length).Select(k => (double)k)], offsets, all,
            new double[2 * all.Length], null);
        int[] next = PathLinks.Forward(recording);
        for (int t = 0; t < frames.Length; t++)
        {
            for (int i = offsets[t]; i < offsets[t + 1]; i++)
            {
                int place = t + 1 < frames.Length ? Array.IndexOf(present[t + 1], all[i]) : -1;
                if (next[i] != (place < 0 ? PathLinks.None : offsets[t + 1] + place)) return false;
            }
        }
        return true;
    }

    private static Recording OnePath(double[] times, Func<double, (double X, double Y)> path) => new(
        times, [.. Enumerable.Range(0, times.Length + 1)], new int[times.Length],
        [.. times.Select(path).SelectMany(p => new[] { p.X, p.Y })], null);
}
