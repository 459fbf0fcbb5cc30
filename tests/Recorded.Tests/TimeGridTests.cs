using System.Globalization;
using System.Text;
using Recorded.InitialConditions;
using Recorded.Options;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Recorded.Tests;

/// <summary>
/// Times as programs and cameras write them: a frame that is rounded is not lost, and none is invented.
/// </summary>
public sealed class TimeGridTests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string, double, double> Clocks => new()
    {
        { "exact", 1.0 / 30, 1 },
        { "milliseconds", 0.033333333, 1 },
        { "milliseconds, cut", 1.0 / 30, 1 },
        { "milliseconds from 12.3456", 0.03333333, 1 },
        { "hundredths", 1.0 / 30, 1 },
        { "six digits", 1.0 / 30, 1 },
        { "59.94 in milliseconds", 1 / 59.94, 1 },
        { "59.94 in milliseconds", 0.016683, 1 },
        { "seconds since 1970", 0.04, 1 },
        { "seconds since 1970 with two digits", 1.0 / 30, 1 },
        { "milliseconds since 1970", 0.04, 0.001 },
        { "milliseconds since 1970 at 30", 1.0 / 30, 0.001 },
        { "microseconds since 1970", 1.0 / 30, 1e-6 },
        { "nanoseconds since 1970", 1.0 / 30, 1e-9 },
        { "single from 1e5", 0.04, 1 },
        { "single from 1e5 as double", 0.04, 1 },
        { "single, added up", 0.04, 1 },
        { "single, added up, six digits", 0.04, 1 },
    };

    [Theory]
    [MemberData(nameof(Clocks))]
    public void EveryFrame_IsAFrameOfTheRun_WithAllOfItsParticles(string clock, double dt, double unit)
    {
        foreach (int frames in new[] { 1, 2, 3, 120, 300 })
        {
            string[] times = Times(clock, frames);
            var run = Play(Table(times), Sample.Options with { Dt = dt, TimeUnit = unit });
            Assert.Equal(frames, run.FrameCount);
            Assert.Equal(Enumerable.Range(0, frames).Select(Present), Counts(run));
        }
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public void HalfAndDoubleTheStep_MeetTheFramesToo(string clock, double dt, double unit)
    {
        string[] times = Times(clock, 61);
        var half = Play(Table(times), Sample.Options with { Dt = dt / 2, TimeUnit = unit });
        Assert.Equal(Enumerable.Range(0, 61).Select(Present), Counts(half).Where((_, k) => k % 2 == 0));
        var twice = Play(Table(times), Sample.Options with { Dt = 2 * dt, TimeUnit = unit });
        Assert.Equal(Enumerable.Range(0, 31).Select(k => Present(2 * k)), Counts(twice));
    }

    [Fact]
    public void FrameNumbersFromFarAway_AreCountedFromTheFirst()
    {
        foreach (double rate in new[] { 25, 30, 29.97 })
        {
            string[] numbers = [.. Enumerable.Range(0, 200).Select(k => $"{1_000_000_000L + k}")];
            var run = Play(Table(numbers), Sample.Options with { Dt = 1 / rate, FrameRate = rate });
            Assert.Equal(Enumerable.Range(0, 200).Select(Present), Counts(run));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e5)]
    public void SinglePrecisionInAnArchive_LosesNoFrame(double start)
    {
        const int Frames = 60;
        string path = folder.Combine("a.npz");
        float[] traj = [.. Enumerable.Range(0, Frames).SelectMany(t => Enumerable.Range(0, 6).SelectMany(
            i => IsPresent(t, i) ? new[] { 1 + 0.01f * t, 1f + i } : [float.NaN, float.NaN]))];
        using (var file = NpzWriter.Create(path))
        {
            file.Add<float>("traj", traj, Frames, 6, 2);
            file.Add<float>("times", [.. Enumerable.Range(0, Frames).Select(t => (float)(start + 0.04 * t))], Frames);
            file.Commit();
        }
        var run = new RecordedSimulator(Sample.Options with { Dt = 0.04 }).Simulate(
            new RunDescription(new RecordingPart { File = path }, 1000, 0), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, Frames).Select(Present), Counts(run));
    }

    [Theory]
    [InlineData(0.04, 0.1)]
    [InlineData(0.04, 0.02)]
    [InlineData(0.031, 0.1)]
    public void StepsThatTrulyDiffer_AreInterpolated(double dt, double jitter)
    {
        var random = new Random(5);
        double[] times =
            [.. Enumerable.Range(0, 80)
                .Select(k => Math.Round(0.04 * (k + (k == 0 ? 0 : jitter * (2 * random.NextDouble() - 1))), 6))];
        string text = string.Concat(times.Select(
            (t, k) => string.Create(CultureInfo.InvariantCulture, $"{t:0.000000} a {X(k):R} 1\n")));
        var run = Play(text, Sample.Options with { Dt = dt });
        Assert.Equal((int)Math.Floor(times[^1] / dt) + 1, run.FrameCount);
        for (int k = 0; k < run.FrameCount; k++)
        {
            int before = Math.Min(Array.FindLastIndex(times, t => t <= k * dt), times.Length - 2);
            double share = (k * dt - times[before]) / (times[before + 1] - times[before]);
            Assert.Equal(X(before) + share * (X(before + 1) - X(before)), run.Positions(k)[0], 2e-6);
        }

        static double X(int k) => 5 + 4 * Math.Sin(k * 1.7);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.25)]
    [InlineData(0.01)]
    public void WholeTimes_AreNotTakenForRoundedOnes(double dt)
    {
        string text = string.Concat(new[] { 0, 1, 3, 4, 7 }.Select(t => $"{t} a {t} 1\n"));
        var run = Play(text, Sample.Options with { Dt = dt });
        for (int k = 0; k < run.FrameCount; k++) Assert.Equal(k * dt, run.Positions(k)[0], 1e-6);
    }

    [Fact]
    public void StepThatIsNearlyTheRecordings_IsDoubted_WithTheRightOne()
    {
        Assert.Equal(
            ["frames are 0.0333361 apart and simulator.dt is 0.033: positions between frames are interpolated, and a "
                + "particle counts only where both frames have it; dt: 0.0333361 takes every frame as it is"],
            Warnings(Table(Times("milliseconds", 120)), Sample.Options with { Dt = 0.033 }));
        Assert.Empty(Warnings(Table(Times("milliseconds", 120)), Sample.Options with { Dt = 0.0333333 }));
        Assert.Empty(Warnings(Table(Times("milliseconds", 120)), Sample.Options with { Dt = 0.05 }));
    }

    [Theory]
    [InlineData("0 a 1 1\n1e-320 a 2 1\n2e-320 a 3 1\n", 1e-10)]
    [InlineData("-1.5e308 a 1 1\n1.5e308 a 2 1\n", 1)]
    public void TimesThatNoNumberTellsApart_AreRefused(string text, double unit)
    {
        var e = Assert.Throws<InvalidDataException>(() => Play(text, Sample.Options with { TimeUnit = unit }));
        Assert.Contains("a.csv: expected times that increase and stay finite in time units", e.Message);
    }

    [Fact]
    public void TheSameHoleInTheSameTrack_IsTheSame_WhoeverElseIsThere()
    {
        foreach (string header in new[] { "frame", "time" })
        {
            var options = Sample.Options with { Dt = 0.04, FrameRate = header == "frame" ? 25 : null };
            string alone = $"{header},id,x,y\n"
                + string.Concat(Enumerable.Range(0, 79).Where(IsTracked).Select(k => Row(k, 1)));
            string together = alone + string.Concat(Enumerable.Range(0, 79).Select(k => Row(k, 2)));
            int[] one = [.. Counts(Play(alone, options))], two = [.. Counts(Play(together, options))];
            Assert.Equal(Enumerable.Range(0, 79).Select(k => IsTracked(k) ? 1 : 0), one);
            Assert.Equal(one.Select(count => count + 1), two);
            Assert.Single(Warnings(alone, options), warning => warning.Contains("is 51 times the median step"));
            Assert.Equal(
                "a particle's path is interrupted from time 0.36 to 2.4, 51 times the median step: the particle is "
                    + "absent there; fill its path in the file if it was there",
                Assert.Single(Warnings(together, options)));

            string Row(int k, int id) => string.Create(
                CultureInfo.InvariantCulture,
                $"{(header == "frame" ? k : 0.04 * k):0.##},{id},{2 + 0.05 * k:0.00},{3 + id}\n");
        }

        static bool IsTracked(int k) => k is < 10 or >= 60;
    }

    [Fact]
    public void PathsInterruptedForAFewSteps_AreNoDoubt_AndTheLongestOfLongOnesIsNamed()
    {
        string others = string.Concat(Enumerable.Range(0, 60).Select(t => $"{t} o {t % 9} {t % 7}\n"));
        Assert.Empty(Warnings(others + Path(0, 1, 11, 12), Sample.Options));
        Assert.StartsWith(
            "paths are interrupted 2 times, the longest from time 12 to 50, 38 times the median step: ",
            Assert.Single(Warnings(others + Path(0, 1, 12, 50), Sample.Options)));

        static string Path(params int[] times) => string.Concat(times.Select(t => $"{t} a 1 {t % 5}\n"));
    }

    [Theory]
    [InlineData("milliseconds taken for seconds", 40, 0.04, true)]
    [InlineData("minutes and seconds", 0.02, 0.002, false)]
    public void StepFarBelowTheRecordings_IsDoubted(string what, double step, double dt, bool isDoubted)
    {
        string text = string.Concat(Enumerable.Range(0, 5).Select(
            k => string.Create(CultureInfo.InvariantCulture, $"{k * step:0.##} a {k} {k % 3}\n")));
        string[] warnings = Warnings(text, Sample.Options with { Dt = dt });
        if (!isDoubted) Assert.True(warnings.Length == 0, what);
        else
        {
            Assert.Equal(
                "frames are 40 apart and simulator.dt is 0.04: all but one of 1,000 frames of the run are "
                    + "interpolated; check simulator.dt and the unit of times",
                Assert.Single(warnings));
        }
    }

    [Theory]
    [InlineData(
        "0 a 1 1\n0.5 a 2 1\n", 5.0, null,
        "expected frames from 5 to the end, found none: the recording's 2 frames go from 0 to 0.5; ")]
    [InlineData(
        "0.5 a 1 1\n", 0.75, 2.5,
        "expected frames from 0.75 to before 2.5, found none: the recording's only frame is at 0.5; ")]
    public void PartWithoutFrames_IsRefused_WithWhatThereIs(string text, double? from, double? to, string message) =>
        Assert.Contains(
        message, Assert.Throws<InvalidDataException>(() => Sample.Play(text, Sample.Options, from, to)).Message);

    [Fact]
    public void TheLongestOfSeveralGaps_IsNamed()
    {
        string text = string.Concat(new[] { 0, 1, 2, 15, 16, 40, 41 }.Select(t => $"{t} a {t % 9} {t % 7}\n"));
        Assert.StartsWith(
            "the longest of 2 gaps, from time 16 to 40, is 24 times the median step: ",
            Assert.Single(Warnings(text, Sample.Options)));
    }

    [Fact]
    public void NumberWithoutARow_IsAFrameWithoutParticles_AndATimeWithoutOneIsNone()
    {
        string rows = "0 a 1 1\n1 a 2 1\n2 a 3 1\n4 a 5 1\n5 a 6 1\n";
        var numbered = Play(rows, Sample.Options with { FrameRate = 1 });
        Assert.Equal([1, 1, 1, 0, 1, 1], Counts(numbered));
        Assert.Equal(1, numbered.Velocities(2)[0]); // one-sided: nothing is known of what follows
        Assert.Equal([1, 1, 1, 1, 1, 1], Counts(Play(rows, Sample.Options)));
        // Every fifth frame of a camera is no gap.
        Assert.Equal(
            [1, 1, 1], Counts(Play("0 a 1 1\n5 a 2 1\n10 a 3 1\n", Sample.Options with { FrameRate = 1, Dt = 5 })));
    }

    public void Dispose() => folder.Dispose();

    private static string[] Times(string clock, int frames)
    {
        float sum = 0;
        return [.. Enumerable.Range(0, frames).Select(k =>
        {
            var culture = CultureInfo.InvariantCulture;
            float added = sum;
            sum += 0.04f;
            return clock switch
            {
                "exact" => (k / 30.0).ToString("R", culture),
                "milliseconds" => (k / 30.0).ToString("0.000", culture),
                "milliseconds, cut" => (Math.Floor(k * 1000 / 30.0) / 1000).ToString("0.000", culture),
                "milliseconds from 12.3456" => (12.3456 + k / 30.0).ToString("0.000", culture),
                "hundredths" => (k / 30.0).ToString("0.00", culture),
                "six digits" => (k / 30.0).ToString("G6", culture),
                "59.94 in milliseconds" => (k / 59.94).ToString("0.000", culture),
                "seconds since 1970" => (1_700_000_000 + 0.04 * k).ToString("0.00", culture),
                "seconds since 1970 with two digits" => (1_700_000_000 + k / 30.0).ToString("0.00", culture),
                "milliseconds since 1970" => $"{1_700_000_000_000 + 40 * k}",
                "milliseconds since 1970 at 30" => $"{1_700_000_000_000 + (long)Math.Round(k * 1000 / 30.0)}",
                "microseconds since 1970" => $"{1_700_000_000_000_000 + (long)Math.Round(k * 1e6 / 30.0)}",
                "nanoseconds since 1970" => $"{1_700_000_000_000_000_000 + (long)Math.Round(k * 1e9 / 30.0)}",
                "single from 1e5" => ((float)(1e5 + 0.04 * k)).ToString("R", culture),
                "single from 1e5 as double" => ((double)(float)(1e5 + 0.04 * k)).ToString("R", culture),
                "single, added up" => added.ToString("R", culture),
                _ => added.ToString("G6", culture),
            };
        })];
    }

    // Six particles that come and go; some are there in one frame alone.
    private static bool IsPresent(int frame, int particle) => particle == 0 || (frame + particle) % (particle + 1) == 0;

    private static int Present(int frame) => Enumerable.Range(0, 6).Count(particle => IsPresent(frame, particle));

    private static string Table(string[] times)
    {
        var text = new StringBuilder();
        for (int t = 0; t < times.Length; t++)
        {
            for (int i = 0; i < 6; i++)
            {
                if (IsPresent(t, i))
                    text.Append(CultureInfo.InvariantCulture, $"{times[t]} {i} {1 + 0.01 * t:0.00} {1 + i}\n");
            }
        }
        return text.ToString();
    }

    private static IEnumerable<int> Counts(Trajectory run) =>
        Enumerable.Range(0, run.FrameCount).Select(run.ParticleCount);

    private static Trajectory Play(string text, RecordedOptions options) => Sample.Play(text, options);

    private static string[] Warnings(string text, RecordedOptions options) => Sample.WarningsOf(text, options);
}
