using System.Reflection;
using Recorded.InitialConditions;
using Recorded.Options;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Recorded.Tests;

/// <summary>Files that NumPy and pandas write, and what NumPy makes of the same paths.</summary>
public sealed class PythonTests : IDisposable
{
    // One particle that is always there, one that comes and goes, one that turns around a torus; unequal steps.
    private const string Program = """
        import sys, numpy as np, pandas as pd
        folder, dt = sys.argv[1], float(sys.argv[2])
        rng = np.random.default_rng(3)
        t = np.cumsum(rng.uniform(0.05, 0.2, 40))
        L = np.array([10.0, 8.0])
        path = np.stack([np.stack([3 + 2 * np.sin(t + k), 4 + 3 * np.cos(t * (1 + k / 5))], 1) for k in range(3)], 1)
        path[:, 2] += np.stack([2 * t, -3 * t], 1)              # leaves the box and comes back on the other side
        present = np.ones((40, 3), bool)
        present[:7, 1] = present[18:23, 1] = present[35:, 1] = False
        traj = np.where(present[:, :, None], path % L, np.nan)

        table = pd.DataFrame([(t[k], "p%d" % i, *traj[k, i]) for k in range(40) for i in range(3)])
        table.columns = ["time", "id", "x", "y"]
        table.to_csv(folder + "/index.csv")                      # with an unnamed index, absent as empty fields
        table.dropna().sample(frac=1, random_state=1).to_csv(folder + "/shuffled.tsv", sep="\t", index=False)
        rows = np.array([(t[k], i, *traj[k, i]) for k in range(40) for i in range(3)])
        np.savetxt(folder + "/plain.txt", rows, header="time id x y")
        np.savetxt(folder + "/comma.csv", rows, delimiter=",", fmt="%.17g")
        np.savez(folder + "/dense.npz", traj=traj, times=t)
        np.savez_compressed(folder + "/fortran.npz", traj=np.asfortranarray(traj), times=t)
        kept = present.ravel()
        np.savez(folder + "/ragged.npz", traj=traj.reshape(-1, 2)[kept], times=t, counts=present.sum(1),
                 ids=np.tile([7, 5, 6], 40)[kept])

        grid = np.arange(0, int((t[-1] - t[0]) / dt + 1e-9) + 1) * dt
        counts, positions, velocities = [], [], []
        speed = np.full(path.shape, np.nan)
        for i in range(3):
            ends = np.flatnonzero(np.diff(np.concatenate([[0], present[:, i], [0]]))).reshape(-1, 2)
            for a, b in ends: speed[a:b, i] = np.gradient(path[a:b, i], t[a:b], axis=0)
        for g in t[0] + grid:
            k = min(np.searchsorted(t, g, side="right"), 39)
            there = [i for i in range(3) if present[k - 1, i] and (present[k, i] or g == t[k - 1])]
            counts.append(len(there))
            for i in there:
                positions.append([np.interp(g, t[k-1:k+1], path[k-1:k+1, i, c]) % L[c] for c in range(2)])
                v = speed[k-1:k+1, i]
                velocities.append([np.interp(g, t[k-1:k+1], v[:, c]) if present[k, i] else v[0, c] for c in range(2)])
        np.savez(folder + "/expected.npz", counts=counts, positions=positions, velocities=velocities)
        """;

    private readonly TestFolder folder = new();

    [Fact]
    public void FilesOfPandasAndNumPy_GiveThePathsThatNumPyInterpolates()
    {
        Python.SkipWithout("numpy", "pandas");
        Python.Output("-c", Program, folder.Path, "0.07");
        using var expected = NpzReader.Open(folder.Combine("expected.npz"));
        var options = new RecordedOptions { Domain = Sample.Torus, Dt = 0.07 };
        string[] files =
            ["index.csv", "shuffled.tsv", "plain.txt", "comma.csv", "dense.npz", "fortran.npz", "ragged.npz"];
        foreach (string name in files)
        {
            var run = new RecordedSimulator(options).Simulate(
                new RunDescription(new RecordingPart { File = folder.Combine(name) }, 1e6, 0),
                TestContext.Current.CancellationToken);
            Assert.Equal(
                expected.ReadInt64s("counts"),
                Enumerable.Range(0, run.FrameCount).Select(k => (long)run.ParticleCount(k)));
            AssertSame(expected.ReadDoubles("positions"), run.AllPositions, run, 1e-5);
            AssertSame(expected.ReadDoubles("velocities"), run.AllVelocities, run, 1e-4);
        }
    }

    [Fact]
    public void RecordingsOfTheSample_AreWhatItsScriptMakes()
    {
        string sample = typeof(PythonTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "Samples").Value!;
        Python.SkipWithout();
        Python.Output(Path.Combine(sample, "make.py"), folder.Path);
        string[] made = [.. Directory.EnumerateFiles(folder.Path)];
        Assert.Equal(5, made.Length);
        foreach (string file in made)
            Assert.Equal(File.ReadAllText(Path.Combine(sample, Path.GetFileName(file))), File.ReadAllText(file));
    }

    public void Dispose() => folder.Dispose();

    // Particles of one frame are the same in any order: sorted, since a file numbers them as they come.
    private static void AssertSame(double[] expected, ReadOnlySpan<float> found, Trajectory run, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        int first = 0;
        for (int k = 0; k < run.FrameCount; k++)
        {
            var (theirs, ours) = (new double[run.ParticleCount(k)], new double[run.ParticleCount(k)]);
            for (int axis = 0; axis < 2; axis++)
            {
                for (int i = 0; i < ours.Length; i++)
                    (theirs[i], ours[i]) = (expected[2 * (first + i) + axis], found[2 * (first + i) + axis]);
                Array.Sort(theirs);
                Array.Sort(ours);
                for (int i = 0; i < ours.Length; i++) Assert.Equal(theirs[i], ours[i], tolerance);
            }
            first += run.ParticleCount(k);
        }
    }
}
