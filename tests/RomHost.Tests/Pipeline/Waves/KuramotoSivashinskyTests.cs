using System.Numerics;

namespace RomHost.Tests.Pipeline.Waves;

/// <summary>The solver against what the equation says.</summary>
public class KuramotoSivashinskyTests
{
    // A small wave grows as the linear part says, k² − k⁴.
    [Fact]
    public void SmallWaves_GrowAndDecay_AsTheLinearPartSays()
    {
        var solver = new KuramotoSivashinsky(12, 64, 0.1);
        var modes = new Complex[32];
        for (int k = 1; k < 4; k++) modes[k] = 1e-9;
        for (int step = 0; step < 10; step++) modes = solver.Step(modes);
        for (int k = 1; k < 4; k++)
        {
            double square = Math.Pow(Math.Tau * k / 12, 2);
            Assert.Equal(1e-9 * Math.Exp(square - (square * square)), modes[k].Magnitude, 1e-15);
        }
    }

    // On a circle of 12 every wave ends as one that travels: −c u' + u u' + u'' + u'''' = 0.
    [Fact]
    public void WavesEndAsOneThatTravels_WhoseSpeedAndProfileSolveTheEquation()
    {
        const double length = 12, step = 0.025;
        var solver = new KuramotoSivashinsky(length, 64, step);
        double there = SpeedOf(1), back = SpeedOf(-1); // the mirror image of a solution, −u(−x), is one
        Assert.InRange(Math.Abs(there), 0.1, 1);
        Assert.Equal(there, -back, 1e-6);

        double SpeedOf(int direction)
        {
            var modes = new Complex[32];
            for (int k = 1; k <= 2; k++) modes[k] = new Complex(0.1 * direction, 0.3 + (0.2 * k));
            Complex[] before = modes;
            for (int n = 0; n < 6000; n++) (before, modes) = (modes, solver.Step(modes));
            double c = -(modes[1] / before[1]).Phase / (Math.Tau / length) / step;
            double[] u = solver.ValuesOf(modes), slope = solver.ValuesOf([.. modes.Select((v, k) => v * Wave(k))]);
            double[] rest = solver.ValuesOf([.. modes.Select((v, k) => v * Rest(k, c))]);
            for (int j = 0; j < u.Length; j++) Assert.Equal(0, (u[j] * slope[j]) + rest[j], 1e-4); // of terms of size 4
            Assert.InRange(slope.Max(), 0.5, 10); // it is no flat line
            return c;
        }

        static Complex Wave(int k) => new(0, Math.Tau * k / length);
        static Complex Rest(int k, double c) => (-c * Wave(k)) + Complex.Pow(Wave(k), 2) + Complex.Pow(Wave(k), 4);
    }
}
