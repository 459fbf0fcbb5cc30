using System.Numerics.Tensors;
using Rom.Forecasting.Reduction;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// Records the densities of the first members of an ensemble. Members are exchangeable: the first are as good as any.
/// For one thread.
/// </summary>
internal sealed class MemberRecorder
{
    // Finer densities would make files and reports large.
    private const int MostCells = 64;

    private readonly EnsembleSetting setting;
    private readonly CoarseGrid grid;
    private readonly int members;
    private readonly double[] times;
    private readonly float[] densities; // [members, K, ny, nx]
    private readonly int[] shifts; // [members, K, 2]
    private readonly double[] field;
    private readonly double[] cells;
    private int count;

    /// <summary>Creates one.</summary>
    /// <param name="setting">What all ensembles of the run share.</param>
    /// <param name="members">The number of members that are recorded.</param>
    /// <param name="frames">The number of frames.</param>
    public MemberRecorder(EnsembleSetting setting, int members, int frames)
    {
        (this.setting, this.members, times) = (setting, members, new double[frames]);
        grid = new CoarseGrid(setting.Reducer.Grid, MostCells);
        densities = new float[members * frames * grid.CellCount];
        shifts = new int[members * frames * 2];
        (field, cells) = (new double[setting.Reducer.Grid.CellCount], new double[grid.CellCount]);
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="step">The step of the forecast, from 0.</param>
    /// <param name="frame">The members.</param>
    public void Add(int step, MemberFrame frame)
    {
        int t = setting.Start + step;
        times[count] = setting.Run.Density.Times[t];
        for (int m = 0; m < members; m++)
        {
            // Where shifts are not forecast, fields are rolled back with the true ones, as the model's own forecast is.
            var shift = setting.IsInLab
                ? frame.Shifts[m].Rounded
                : setting.Run.Shifts[t];
            setting.LiftWhole(frame, m, field);
            grid.Average(field, shift.Inverse, cells);
            int at = m * times.Length + count;
            TensorPrimitives.ConvertTruncating<double, float>(cells, densities.AsSpan(at * cells.Length, cells.Length));
            (shifts[2 * at], shifts[2 * at + 1]) = (
                InCells(shift.Dy, grid.Rows, setting.Reducer.Grid.Ny),
                InCells(shift.Dx, grid.Columns, setting.Reducer.Grid.Nx));
        }
        count++;
    }

    /// <summary>Returns what was recorded.</summary>
    public MemberMovie Movie => new(grid.Rows, grid.Columns, times, densities, shifts);

    private static int InCells(int shift, int coarse, int fine) => (int)Math.Round((double)shift * coarse / fine);
}
