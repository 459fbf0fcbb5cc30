using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Reservoir;

/// <summary>The random weights of one network of N units.</summary>
/// <param name="Input">W_in [N, r].</param>
/// <param name="Recurrent">W [N, N].</param>
/// <param name="Bias">b [N].</param>
internal sealed record ReservoirWeights(double[] Input, double[] Recurrent, double[] Bias)
{
    /// <summary>Number of units N.</summary>
    public int Units => Bias.Length;

    /// <summary>
    /// Draws weights: uniform, those of W between random pairs of units, scaled to the spectral radius.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="r">Latent dimension.</param>
    /// <param name="random">The network's random stream.</param>
    /// <param name="cancellation">Ends the drawing.</param>
    public static ReservoirWeights Draw(
        ReservoirOptions options, int r, RandomStream random, CancellationToken cancellation)
    {
        int n = options.Units;
        // A uniform number in ±a has the variance a²/3, and r inputs add up.
        double[] input = Uniform(n * r, options.InputScaling * Math.Sqrt(3.0 / r), random);
        double[] bias = Uniform(n, options.BiasScaling, random);
        var recurrent = new double[checked(n * n)];
        for (int unit = 0; unit < n; unit++)
        {
            foreach (long source in StratifiedSample.Draw(n, options.Connections, random))
                recurrent[unit * n + source] = 2 * random.NextDouble() - 1;
        }
        double radius = GelfandRadius.Of(recurrent, n, cancellation);
        for (int i = 0; radius > 0 && i < recurrent.Length; i++) recurrent[i] *= options.SpectralRadius / radius;
        return new ReservoirWeights(input, recurrent, bias);
    }

    private static double[] Uniform(int count, double largest, RandomStream random)
    {
        var values = new double[count];
        random.NextDoubles(values);
        for (int i = 0; i < count; i++) values[i] = largest * (2 * values[i] - 1);
        return values;
    }
}
