using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace RomHost.Tests.Reduction;

public class SampledSpectraTests
{
    private const int Nx = 16, Ny = 8, Cells = Nx * Ny;

    private static readonly Grid Grid = new(new Domain(16, 8, Boundary.Periodic), Nx, Ny);

    private static SampledSpectra SpectraOf(IFrameSource source, Shift[][] shifts) => SampledSpectra.Of(
        source,
        run => shifts[run],
        new SnapshotOperator(Grid, FieldTransform.Of(DensityTransform.Raw, 0), reference: null),
        (count, work) => Parallel.For(0, count, work),
        TestContext.Current.CancellationToken);

    // A travelling pattern whose height changes: aligned it is one mode, as it is many.
    [Theory]
    [InlineData(3, 10)]
    [InlineData(100, 40)]
    public void AlignmentOfATravellingPattern_LeavesOneMode(int runs, int frames)
    {
        var (source, shifts) = Travelling(runs, frames);
        var spectra = SpectraOf(source, shifts);
        Assert.Equal(Math.Min(runs, 32) * Math.Min(frames, 128 / Math.Min(runs, 32)), spectra.Frames);
        Assert.True(spectra.Aligned[1] < 1e-5 * spectra.Aligned[0]);
        Assert.True(spectra.Unaligned[3] > 0.1 * spectra.Unaligned[0]);
    }

    // ‖X − μ‖² is the sum of the squared singular values; alignment changes μ, and nothing else.
    [Fact]
    public void Spectra_HoldTheEnergyOfTheFrames()
    {
        var (source, shifts) = Travelling(runs: 2, frames: 12);
        var spectra = SpectraOf(source, shifts);
        var rows = new List<float[]>();
        for (int run = 0; run < 2; run++)
        {
            var all = new float[12 * Cells];
            source.Read(run, all);
            rows.AddRange(all.Chunk(Cells));
        }
        double[] mean = [.. Enumerable.Range(0, Cells).Select(cell => rows.Average(row => (double)row[cell]))];
        double energy = rows.Sum(row => row.Select((value, cell) => Math.Pow(value - mean[cell], 2)).Sum());
        Assert.Equal(energy, spectra.Unaligned.Sum(sigma => sigma * sigma), 1e-9 * energy);
    }

    private static (ArrayFrames Source, Shift[][] Shifts) Travelling(int runs, int frames)
    {
        var (densities, shifts) = (new float[runs][], new Shift[runs][]);
        for (int run = 0; run < runs; run++)
        {
            (densities[run], shifts[run]) = (new float[frames * Cells], new Shift[frames]);
            for (int t = 0; t < frames; t++)
            {
                var shift = new Shift((run + t) % Ny, (2 * run + 3 * t) % Nx);
                shifts[run][t] = shift;
                double[] pattern =
                    [.. Enumerable.Range(0, Cells)
                        .Select(i =>
                            (1 + 0.1 * Math.Sin(t + run))
                                * Math.Exp(-0.3 * (Math.Pow(i / Nx - 4, 2) + Math.Pow(i % Nx - 8, 2))))];
                var lab = new double[Cells];
                shift.Inverse.Roll<double>(pattern, Nx, lab);
                for (int i = 0; i < Cells; i++) densities[run][t * Cells + i] = (float)lab[i];
            }
        }
        return (new ArrayFrames(Grid, densities), shifts);
    }
}
