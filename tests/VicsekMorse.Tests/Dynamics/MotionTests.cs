using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Dynamics;

public class MotionTests
{
    private const int Count = 103;

    public static MatrixTheoryData<SpeedMode, Boundary> Ways =>
        new(Enum.GetValues<SpeedMode>(), Enum.GetValues<Boundary>());

    [Theory]
    [MemberData(nameof(Ways))]
    public void FourAtATime_AreTheScalarTwin_ToTheBit(SpeedMode mode, Boundary boundary)
    {
        var options = new VicsekMorseOptions { Particles = Count, SpeedMode = mode, Dt = 0.7 };
        var motion = new Motion(options, new Domain(3, 2, boundary));
        var (swarm, totals) = Random();
        var (twin, _) = Random();
        double[] sin = new double[Count], cos = new double[Count];
        for (int i = 0; i < Count; i++) (sin[i], cos[i]) = Math.SinCos(0.1 * i);

        motion.Apply(swarm, totals, 0, sin, cos);
        for (int i = 0; i < Count; i++) motion.MoveOne(twin, totals, i, sin[i], cos[i]);

        Assert.Equal(twin.X, swarm.X);
        Assert.Equal(twin.Y, swarm.Y);
        Assert.Equal(twin.HeadingX, swarm.HeadingX);
        Assert.Equal(twin.HeadingY, swarm.HeadingY);
        Assert.Equal(twin.Speed, swarm.Speed);
        Assert.Contains(swarm.X[..Count].ToArray(), x => x is > 0 and < 3);
        Assert.DoesNotContain(swarm.X[..Count].ToArray(), x => x is < 0 or >= 3);
    }

    /// <summary>Particles of which some have no neighbours, some no force, and many meet an edge.</summary>
    private static (Swarm Swarm, PairTotals Totals) Random()
    {
        var random = new RandomStream(5);
        var (swarm, totals) = (new Swarm(Count), new PairTotals(Count));
        for (int i = 0; i < Count; i++)
        {
            (swarm.X[i], swarm.Y[i], swarm.Speed[i]) = (
                3 * random.NextDouble(), 2 * random.NextDouble(), 2 * random.NextDouble());
            (swarm.HeadingX[i], swarm.HeadingY[i]) = Math.SinCos(6 * random.NextDouble());
            (totals.HeadingX[i], totals.HeadingY[i]) = i % 5 == 0
                ? (-swarm.HeadingX[i], -swarm.HeadingY[i]) // the sum has no direction
                : (random.NextGaussian(), random.NextGaussian());
            if (i % 7 != 0) (totals.ForceX[i], totals.ForceY[i]) = (random.NextGaussian(), random.NextGaussian());
        }
        return (swarm, totals);
    }
}
