using FsCheck.Xunit;
using Recorded.Options;

namespace Recorded.Tests;

public sealed class ResamplingTests
{
    [Fact]
    public void StraightPath_IsItselfAtAnyStep()
    {
        // Unequal steps; x = 1 + 2t, y = 5 − t.
        var run = Sample.Play("10 a 1 5\n10.5 a 2 4.5\n12 a 5 3\n13 a 7 2\n", Sample.Options with { Dt = 0.4 });
        Assert.Equal(8, run.FrameCount);
        for (int k = 0; k < run.FrameCount; k++)
        {
            double t = 0.4 * k;
            Assert.Equal(t, run.Times[k], 1e-12);
            Assert.Equal(1 + 2 * t, run.Positions(k)[0], 1e-5);
            Assert.Equal(5 - t, run.Positions(k)[1], 1e-5);
            Assert.Equal(2, run.Velocities(k)[0], 1e-5);
            Assert.Equal(-1, run.Velocities(k)[1], 1e-5);
        }
    }

    [Fact]
    public void PathAcrossAPeriodicEdge_StaysOnTheTorus()
    {
        var options = Sample.Options with { Domain = Sample.Torus, Dt = 0.25 };
        var run = Sample.Play("0 a 9.5 0.5\n1 a 0.5 7.5\n", options);
        Assert.Equal([9.5f, 9.75f, 0f, 0.25f, 0.5f], Enumerable.Range(0, 5).Select(k => run.Positions(k)[0]));
        Assert.Equal([0.5f, 0.25f, 0f, 7.75f, 7.5f], Enumerable.Range(0, 5).Select(k => run.Positions(k)[1]));
    }

    [Fact]
    public void Particle_IsPresent_WhereBothNeighbouringFramesHaveIt()
    {
        // a leaves behind frame 1, b enters at frame 1, c is lost in frame 1 alone.
        const string Text = "0 a 1 1\n0 c 5 5\n1 a 2 1\n1 b 8 1\n2 b 7 1\n2 c 6 5\n";
        var run = Sample.Play(Text, Sample.Options with { Dt = 0.5 });
        float[][] frames = [.. Enumerable.Range(0, 5).Select(k => run.Positions(k).ToArray())];
        Assert.Equal([1f, 1, 5, 5], frames[0]);
        Assert.Equal([1.5f, 1], frames[1]);
        Assert.Equal([2f, 1, 8, 1], frames[2]);
        Assert.Equal([7.5f, 1], frames[3]);
        Assert.Equal(2, run.ParticleCount(4));
    }

    [Fact]
    public void FrameWithNobody_IsAFrame()
    {
        var run = Sample.Play("0 a 1 1\n1 a NaN NaN\n2 a 3 1\n", Sample.Options);
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(run.ParticleCount));
    }

    [Fact]
    public void TimesThatWereRounded_StillMeetTheirFrames()
    {
        // Thirds of a second with seven digits; b is there in one frame only, which an interpolation would lose.
        const string Text = "0 a 1 1\n0.3333333 a 2 1\n0.3333333 b 5 5\n0.6666667 a 3 1\n1 a 4 1\n";
        var run = Sample.Play(Text, Sample.Options with { Dt = 1.0 / 3 });
        Assert.Equal([1, 2, 1, 1], Enumerable.Range(0, run.FrameCount).Select(run.ParticleCount));
    }

    [Theory]
    [InlineData(1e9, 8)]
    [InlineData(7, 8)]
    [InlineData(3, 4)]
    [InlineData(0.3, 1)]
    public void Run_EndsWithItsDurationOrItsRecording(double duration, int frames)
    {
        string text = string.Concat(Enumerable.Range(0, 8).Select(k => $"{k} a {k} 1\n"));
        Assert.Equal(frames, Sample.Play(text, Sample.Options, duration: duration).FrameCount);
        var fine = Sample.Options with { Dt = 0.1, TimeUnit = 0.1 };
        Assert.Equal(frames, Sample.Play(text, fine, duration: duration / 10).FrameCount);
    }

    [Fact]
    public void PartsBeforeAndAfterATime_ShareNoFrame_AndBeginAtZero()
    {
        string text = string.Concat(Enumerable.Range(0, 10).Select(k => $"{k} a {k} 1\n"));
        var (train, test) = (Sample.Play(text, Sample.Options, to: 6), Sample.Play(text, Sample.Options, from: 6));
        Assert.Equal([0f, 1, 2, 3, 4, 5], Enumerable.Range(0, train.FrameCount).Select(k => train.Positions(k)[0]));
        Assert.Equal([6f, 7, 8, 9], Enumerable.Range(0, test.FrameCount).Select(k => test.Positions(k)[0]));
        Assert.Equal((0.0, 3.0), (test.Times[0], test.Times[^1]));
        // The velocity at the end of the first part knows nothing of the second: it is one-sided.
        string jump = "0 a 1 1\n1 a 2 1\n2 a 9 1\n";
        Assert.Equal(1, Sample.Play(jump, Sample.Options, to: 2).Velocities(1)[0]);
    }

    [Fact]
    public void VelocitiesOfTheFile_AreInterpolated_AndStayWithTheirFrames()
    {
        const string Text = "time,id,x,y,vx,vy\n0,a,1,1,7,0\n1,a,2,1,8,4\n2,a,3,1,10,6\n2,b,5,5,-1,-2\n";
        var run = Sample.Play(Text, Sample.Options with { Dt = 0.5 }, from: 1);
        Assert.Equal([8f, 4, 9, 5, 10, 6, -1, -2], run.AllVelocities.ToArray());
    }

    [Fact]
    public void PartWithoutFrames_IsRefused_WithTheTimesThatThereAre()
    {
        var e = Assert.Throws<InvalidDataException>(() => Sample.Play("0 a 1 1\n4 a 2 1\n", Sample.Options, from: 5));
        Assert.Contains("a.csv: expected frames from 5", e.Message);
        Assert.Contains("from 0 to 4", e.Message);
    }

    [Fact]
    public void StepThatMakesFramesWithoutEnd_IsRefused_BeforeTheyAreMade()
    {
        var e = Assert.Throws<InvalidDataException>(
            () => Sample.Play("0 a 1 1\n1e300 a 2 1\n", Sample.Options, duration: 1e300));
        Assert.Contains("raise simulator.dt", e.Message);
    }

    [Fact]
    public void StepFarBelowTheRecordings_IsRefused_WithFileRangeCountAndRemedy()
    {
        string text = string.Concat(Enumerable.Range(0, 20).Select(k => $"{k} a {k % 10} 1\n"));
        var options = Sample.Options with { FrameRate = 25, Dt = 1e-7 };
        var e = Assert.Throws<InvalidDataException>(() => Sample.Play(text, options));
        Assert.EndsWith(
            "a.csv: 7.6E+06 frames from time 0 to 0.76 at simulator.dt = 1E-07 are too many for the recording's 20 "
            + "frames from 0 to 0.76; raise simulator.dt, "
            + "to 0.04 for the recording's own step, or shorten the run", e.Message);
        Assert.Equal(761, Sample.Play(text, options with { Dt = 1e-3 }).FrameCount);
    }

    [Fact]
    public void RowsWithATimeOfTheirOwnEach_GiveNobody_AndThatIsSaid()
    {
        var e = Assert.Throws<InvalidDataException>(() => Sample.Play(
            "0 a NaN NaN\n0.1 a 1 1\n0.2 b 1 2\n1.1 a 1 3\n1.2 b 1 4\n", Sample.Options with { Dt = 0.5 }));
        Assert.Contains("rows of one frame have the same time", e.Message);
    }

    [Property]
    public bool AtTheFramesOfTheRecording_NothingIsChanged(byte[][] frames)
    {
        frames = [.. frames.Where(frame => frame is { Length: > 0 })];
        if (frames.Length == 0) return true;
        var rows = frames.SelectMany((frame, t) =>
            frame.Distinct().Select(id => (t, id, X: (id * 7 + t) % 10, Y: (id + 3 * t) % 8)));
        var run = Sample.Play(string.Concat(rows.Select(row => $"{row.t} {row.id} {row.X} {row.Y}\n")), Sample.Options);
        return run.FrameCount == frames.Length && Enumerable.Range(0, frames.Length).All(t =>
            Pairs(run.Positions(t).ToArray()).Order().SequenceEqual(
                rows.Where(row => row.t == t).Select(row => ((float)row.X, (float)row.Y)).Order()));
    }

    [Property]
    public bool OnATorus_EveryPosition_IsInsideTheDomain(double[] xs, byte step)
    {
        double[] path = [.. xs.Where(double.IsFinite).Select(x => x % 1e6)];
        if (path.Length == 0) return true;
        var torus = Sample.Torus with { Outside = Outside.Wrap };
        var options = Sample.Options with { Dt = (1 + step) / 100.0, Domain = torus };
        var run = Sample.Play(
            string.Concat(path.Select((x, t) => FormattableString.Invariant($"{t} a {x:R} {-x:R}\n"))), options);
        return Pairs(run.AllPositions.ToArray()).All(p => p.X is >= 0 and < 10 && p.Y is >= 0 and < 8);
    }

    private static IEnumerable<(float X, float Y)> Pairs(float[] values) =>
        Enumerable.Range(0, values.Length / 2).Select(i => (values[2 * i], values[2 * i + 1]));
}
