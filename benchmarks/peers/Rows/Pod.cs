using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Svd;

namespace Peers.Rows;

/// <summary>The decomposition alone, of snapshots in memory: a quarter of the thesis-size ensemble.</summary>
internal sealed class Pod : IRow
{
    private const int Rows = 56_780 / 4;
    private const int Cells = 64;
    private const int Columns = Cells * Cells;
    private const int Modes = 19;

    /// <inheritdoc/>
    public string Key => "pod";

    /// <inheritdoc/>
    public string Work => "SVD alone of 14,195 × 4,096 in memory, 19 modes (two cores)";

    /// <inheritdoc/>
    public string Target => "beside scikit-learn; 1e-8 on the leading spectrum";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        double[] snapshots = Snapshots();
        string file = workplace.Path("snapshots.npy");
        WriteNpy(file, snapshots);
        var rows = new ArrayRows(snapshots, Columns);
        TruncatedSvd? pod = null;
        using var ours = new Kernel("ours", 1, () => pod = StreamedSvd.Compute(rows, new RankRule.FixedRank(Modes)));
        using var sklearn = PythonPeer.Start(
            "scikit-learn randomized_svd", Environment.ProcessorCount, "pod.py", file, $"{Modes}");
        var samples = Contest.Run(3, sklearn is null ? [ours] : [ours, sklearn]);
        string accuracy = $"{pod!.Passes} passes, modes within an angle of {pod.SubspaceError:g1}";
        yield return Finding.Against(
            samples, sample => Figure.Time(sample) + (sample.Name == "ours" ? $" ({accuracy})" : ""), 0);
    }

    // Runs of a few smooth bumps that wander: spectra decay as those of swarms do.
    private static double[] Snapshots()
    {
        var random = new RandomStream(seed: 5);
        var values = new double[Rows * Columns];
        const int bumps = 5, frames = 167;
        var (x, y) = (new double[bumps], new double[bumps]);
        for (int row = 0; row < Rows; row++)
        {
            for (int k = 0; k < bumps; k++)
            {
                if (row % frames == 0) (x[k], y[k]) = (Cells * random.NextDouble(), Cells * random.NextDouble());
                x[k] += 0.3 * random.NextGaussian();
                y[k] += 0.3 * random.NextGaussian();
                double[] alongX = Bump(x[k]), alongY = Bump(y[k]);
                for (int i = 0; i < Cells; i++)
                {
                    for (int j = 0; j < Cells; j++) values[row * Columns + i * Cells + j] += alongY[i] * alongX[j];
                }
            }
        }
        return values;
    }

    private static double[] Bump(double centre) => [.. Enumerable.Range(0, Cells).Select(i =>
    {
        double distance = Math.IEEERemainder(i - centre, Cells);
        return Math.Exp(-distance * distance / 50);
    })];

    private static void WriteNpy(string path, double[] values)
    {
        string header =
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({Rows}, {Columns}), }}".PadRight(117) + "\n";
        using var file = new BinaryWriter(File.Create(path));
        file.Write("\u0093NUMPY\u0001\0"u8[1..]);
        file.Write((ushort)header.Length);
        file.Write(System.Text.Encoding.ASCII.GetBytes(header));
        file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values));
    }
}
