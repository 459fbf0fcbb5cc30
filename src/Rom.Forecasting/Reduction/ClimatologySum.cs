using System.Numerics.Tensors;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// The sums of a <see cref="Climatology"/>, in double: those of single runs, added in the order of runs.
/// </summary>
/// <param name="dimension">The latent dimension r.</param>
/// <param name="cells">The number of cells.</param>
internal sealed class ClimatologySum(int dimension, int cells)
{
    private readonly double[] latent = new double[dimension];
    private readonly double[] density = new double[cells];
    private readonly double[] labDensity = new double[cells];
    private int frames;

    /// <summary>Sums the last quarter of one run.</summary>
    /// <param name="densities">The densities of all its frames [T, cells], in the lab frame.</param>
    /// <param name="shifts">The shift of each frame [T].</param>
    /// <param name="latent">The latent trajectory [T, r].</param>
    /// <param name="reducer">Aligns.</param>
    public static ClimatologySum OfRun(
        ReadOnlySpan<float> densities, ReadOnlySpan<Shift> shifts, ReadOnlySpan<double> latent, Reducer reducer)
    {
        int r = reducer.LatentDimension, cells = densities.Length / shifts.Length;
        var sum = new ClimatologySum(r, cells);
        var (aligned, frame) = (new float[cells], new double[cells]);
        for (int t = Climatology.FirstFrame(shifts.Length); t < shifts.Length; t++)
        {
            var density = densities.Slice(t * cells, cells);
            AddTo(sum.labDensity, density, frame);
            reducer.Align(density, shifts[t], aligned);
            AddTo(sum.density, aligned, frame);
            TensorPrimitives.Add(sum.latent, latent.Slice(t * r, r), sum.latent);
            sum.frames++;
        }
        return sum;
    }

    /// <summary>Adds the sums of other runs.</summary>
    /// <param name="other">Their sums.</param>
    public void Add(ClimatologySum other)
    {
        TensorPrimitives.Add(latent, other.latent, latent);
        TensorPrimitives.Add(density, other.density, density);
        TensorPrimitives.Add(labDensity, other.labDensity, labDensity);
        frames += other.frames;
    }

    /// <summary>Returns the means of at least one frame.</summary>
    public Climatology Mean()
    {
        return new(Divided(latent), Divided(density), Divided(labDensity), frames);

        double[] Divided(double[] sum)
        {
            var mean = new double[sum.Length];
            TensorPrimitives.Divide(sum, frames, mean);
            return mean;
        }
    }

    private static void AddTo(double[] sum, ReadOnlySpan<float> density, double[] frame)
    {
        TensorPrimitives.ConvertTruncating(density, frame);
        TensorPrimitives.Add(sum, frame, sum);
    }
}
