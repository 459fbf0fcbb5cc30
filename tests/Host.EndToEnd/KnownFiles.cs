using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>A test run that ends where its forecast begins, and what the evaluation forecast from there.</summary>
/// <param name="Density">Its densities.</param>
/// <param name="Trajectory">Its trajectory.</param>
/// <param name="Steps">The forecast frames.</param>
/// <param name="Time">The time of the last known frame.</param>
public sealed record KnownFiles(string Density, string Trajectory, int Steps, double Time)
{
    private const int Stride = 2;

    /// <summary>Writes the files of the first test run of an experiment.</summary>
    /// <param name="root">The experiment's folder.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="name">The beginning of their names.</param>
    public static KnownFiles Of(string root, string folder, string name)
    {
        string run = Path.Combine(root, "test", "run_000");
        string prediction = Directory.EnumerateFiles(run, "density_pred_*.npz").First();
        int start;
        using (var file = NpzReader.Open(prediction)) start = (int)file.ReadScalar("forecast_start_idx");
        string density = Path.Combine(folder, $"{name}_density.npz"),
            trajectory = Path.Combine(folder, $"{name}_trajectory.npz");
        int frames = Cut(Path.Combine(run, "density_true.npz"), density, start);
        Cut(Path.Combine(run, "trajectory.npz"), trajectory, Stride * (start - 1) + 1);
        using var known = NpzReader.Open(density);
        return new(density, trajectory, frames - start, known.ReadDoubles("times")[^1]);
    }

    /// <summary>Returns the densities that the evaluation saved after the known frames.</summary>
    /// <param name="root">The experiment's folder.</param>
    /// <param name="model">The model's name.</param>
    public static float[] Saved(string root, string model)
    {
        using var file = NpzReader.Open(
            Path.Combine(root, "test", "run_000", $"density_pred_{model.ToLowerInvariant()}.npz"));
        int cells = SmallExperiment.Nx * SmallExperiment.Ny;
        return file.ReadSingles("rho")[((int)file.ReadScalar("forecast_start_idx") * cells)..];
    }

    /// <summary>Writes a copy of an archive whose arrays over time end earlier.</summary>
    /// <param name="from">The archive.</param>
    /// <param name="to">The copy.</param>
    /// <param name="frames">The frames that are kept.</param>
    /// <returns>The frames of the archive.</returns>
    public static int Cut(string from, string to, int frames)
    {
        using var file = NpzReader.Open(from);
        double[] times = file.ReadDoubles("times");
        using var copy = NpzWriter.Create(to);
        foreach (string name in file.Names)
        {
            var shape = file.Header(name).Shape;
            if (name.EndsWith("grid", StringComparison.Ordinal) || name == "times")
            {
                double[] values = file.ReadDoubles(name);
                copy.Add<double>(name, name == "times" ? values[..frames] : values, name == "times"
                    ? frames
                    : values.Length);
                continue;
            }
            float[] all = file.ReadSingles(name);
            all = all[..(all.Length / times.Length * frames)];
            if (file.Header(name).Type == NpyType.Of<Half>())
                copy.Add<Half>(name, Array.ConvertAll(all, value => (Half)value), [frames, .. shape.Skip(1)]);
            else
                copy.Add<float>(name, all, [frames, .. shape.Skip(1)]);
        }
        copy.Commit();
        return times.Length;
    }
}
