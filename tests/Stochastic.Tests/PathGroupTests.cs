using FsCheck.Xunit;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Stochastic.Tests;

/// <summary>Paths of a group against the equation of the process, written out.</summary>
public class PathGroupTests
{
    [Property(MaxTest = 60)]
    public void Paths_FollowTheEquation(ulong seed, byte paths, byte lag, byte dimension, bool isByState)
    {
        int r = 1 + dimension % 20, w = 1 + lag % 6, n = 1 + paths % PathGroup.MostPaths, steps = 12;
        var random = new RandomStream(seed);
        double[] a = Drawn(r * w * r, 0.9 / (w * r)), constant = Drawn(r, 0.1), s = Drawn(r * r, 0.5);
        double[] low = Filled(r, -1.5), high = Filled(r, 1.5);
        double[] eta = Drawn(r, 0.3), slopes = isByState ? Drawn(r * (r + 1), 0.5) : new double[r * (r + 1)];
        if (!isByState) Array.Clear(eta);
        var variance = new VarianceFunction(eta, slopes, new ColumnRange(Filled(r, -0.8), Filled(r, 0.7)));
        double[] window = Drawn(w * r, 1), normal = Drawn(n * steps * r, 1), found = (double[])normal.Clone();
        new PathGroup(new WindowMap(a, constant), new Noise(s, variance), new ColumnRange(low, high))
            .Write(window, steps, found);
        for (int m = 0; m < n; m++)
        {
            double[] past = window;
            for (int k = 0; k < steps; k++)
            {
                double[] state = Next(past[^(w * r)..], normal.AsSpan((m * steps + k) * r, r));
                for (int i = 0; i < r; i++) Assert.Equal(state[i], found[(m * steps + k) * r + i], 1e-10);
                past = [.. past, .. state];
            }
        }

        double[] Next(double[] past, ReadOnlySpan<double> normal)
        {
            double[] y = past[^r..], state = (double[])constant.Clone();
            double distance = Math.Log(1 + y.Sum(value => value * value));
            for (int j = 0; j < r; j++)
            {
                double logarithm = eta[j] + slopes[j * (r + 1) + r] * distance;
                for (int i = 0; i < r; i++) logarithm += slopes[j * (r + 1) + i] * y[i];
                double shock = normal[j] * (isByState ? Math.Exp(Math.Clamp(logarithm, -0.8, 0.7) / 2) : 1);
                for (int i = 0; i < r; i++) state[i] += s[i * r + j] * shock;
            }
            for (int i = 0; i < r; i++)
            {
                for (int j = 0; j < w * r; j++) state[i] += a[i * w * r + j] * past[j];
            }
            return Array.ConvertAll(state, value => Math.Clamp(value, -1.5, 1.5));
        }

        double[] Drawn(int count, double scale)
        {
            var values = new double[count];
            random.NextGaussians(values);
            return Array.ConvertAll(values, value => scale * value);
        }
    }

    private static double[] Filled(int count, double value)
    {
        var values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
