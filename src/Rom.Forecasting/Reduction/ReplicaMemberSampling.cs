using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>Averages the densities of replicas over the blocks of a coarser grid. For one thread.</summary>
/// <param name="coarse">The coarser grid.</param>
/// <param name="members">Receives densities and shifts.</param>
internal sealed class ReplicaMemberSampling(CoarseGrid coarse, ReplicaMembers members)
{
    private double[] field = [];

    /// <summary>The members.</summary>
    public ReplicaMembers Members => members;

    /// <summary>Adds a replica.</summary>
    /// <param name="replica">The replica, from 0.</param>
    /// <param name="movie">Its density at all ROM frames, in the lab frame.</param>
    /// <param name="shifts">The shifts that align its frames [T].</param>
    public void Add(int replica, DensityMovie movie, IReadOnlyList<SubcellShift> shifts)
    {
        if (field.Length != movie.Grid.CellCount) field = new double[movie.Grid.CellCount];
        var blocks = new double[coarse.CellCount];
        for (int k = 0; k < members.Frames.Count; k++)
        {
            int frame = members.Frames[k];
            TensorPrimitives.ConvertTruncating(movie.Frame(frame), field);
            coarse.Average(field, shifts[frame].Rounded, blocks);
            TensorPrimitives.ConvertSaturating<double, float>(blocks, members.DensityOf(k, replica));
            coarse.Average(field, default, blocks);
            TensorPrimitives.ConvertSaturating<double, float>(blocks, members.LabDensityOf(k, replica));
            members.SetShift(k, replica, shifts[frame]);
        }
    }
}
