using System.Globalization;
using Rom.Abstractions;

namespace Recorded.Tests;

/// <summary>
/// Times and steps at the ends of what doubles hold: a run of finite numbers, or a refusal that says why.
/// </summary>
public class ExtremeTimesTests
{
    private static readonly double[] Numbers =
        [double.Epsilon, 1e-320, 1e-300, 1e-30, 1, 1e30, 1e300, double.MaxValue];

    public static TheoryData<double> Steps => [.. Numbers];

    [Theory]
    [MemberData(nameof(Steps))]
    public void ARun_IsOfFiniteNumbers_OrRefusedWithTheReason(double step)
    {
        foreach (double first in new[] { 0, 1e-320, -1, 1e20, 1e308, -1e308 })
        {
            foreach (double dt in Numbers)
            {
                foreach (double unit in new[] { 1, 1e-320 })
                {
                    double[] times = [first, first + step, first + (2 * step)];
                    Trajectory? run = TryPlay(times, Sample.Options with { Dt = dt, TimeUnit = unit });
                    if (first == 0 && step == dt && step is > 1e-31 and < 1e299 && unit == 1)
                        Assert.Equal(3, run?.FrameCount);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void StepsThatDifferInsanely_AreRefusedOrRead(double step)
    {
        foreach (double other in Numbers)
        {
            foreach (double dt in Numbers)
            {
                TryPlay([0, step, step + other, step + (2 * other)], Sample.Options with { Dt = dt });
                TryPlay([-other, 0, step], Sample.Options with { Dt = dt });
                TryPlay([0, 1, 2], Sample.Options with { Dt = dt, FrameRate = step });
            }
        }
    }

    [Fact]
    public void VelocitiesBeyondSinglePrecision_AreNamedWithTheStep()
    {
        string text = "time,id,x,y\n0,1,2,3\n1e-320,1,3,3\n2e-320,1,4,3\n";
        var error = Assert.Throws<InvalidDataException>(() => Sample.Play(text, Sample.Options with { Dt = 1e-320 }));
        Assert.Contains("velocities", error.Message);
        Assert.Contains("simulator.time_unit", error.Message);
    }

    private static Trajectory? TryPlay(double[] times, Recorded.Options.RecordedOptions options)
    {
        string text = "time,id,x,y\n" + string.Concat(times.Select(
            (time, k) => string.Create(CultureInfo.InvariantCulture, $"{time:R},1,{1 + k},2\n{time:R},2,3,{2 + k}\n")));
        if (options.FrameRate is not null) text = text.Replace("time", "frame", StringComparison.Ordinal);
        try
        {
            var run = Sample.Play(text, options, duration: 1e300);
            for (int t = 0; t < run.FrameCount; t++)
            {
                Assert.All(run.Velocities(t).ToArray(), value => Assert.True(float.IsFinite(value)));
                Assert.All(run.Positions(t).ToArray(), value => Assert.InRange(value, 0, 10));
            }
            return run;
        }
        catch (InvalidDataException e)
        {
            Assert.Contains("a.csv", e.Message);
            Assert.DoesNotContain("Parameter", e.Message);
            Assert.InRange(e.Message.Length, 1, 700);
            return null;
        }
    }
}
