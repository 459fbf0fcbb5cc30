using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Testing;

namespace Rom.Forecasting.Files;

/// <summary>
/// Reads and writes <c>latent_dataset.npz</c>: X_all [n, w, r] and Y_all [n, r], windows and targets; lag; run_index
/// [n], the run of each window; and the trajectories from which they are cut: latent [F, r], run_offsets [runs + 1],
/// time_step. All float64. Where there are channels beside pod, channels (their names, with commas) and
/// channel_lengths.
/// </summary>
internal static class LatentDatasetFile
{
    /// <summary>Writes a dataset.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="lag">Lag w of the windows written.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public static void Write(string path, LatentDataset data, int lag, bool compress)
    {
        int windows = data.WindowCount(lag), r = data.Dimension;
        using var file = NpzWriter.Create(path, compress);
        using (var x = file.BeginArray<double>("X_all", windows, lag, r))
        {
            ForEachTarget(data, lag, (run, target) => x.Append(data.Window(run, target, lag)));
        }
        using (var y = file.BeginArray<double>("Y_all", windows, r))
        {
            ForEachTarget(data, lag, (run, target) => y.Append(data.State(run, target)));
        }
        file.AddScalar("lag", (long)lag);
        using (var index = file.BeginArray<int>("run_index", windows))
        {
            ForEachTarget(data, lag, (run, _) => index.Append([run]));
        }
        var offsets = new long[data.RunCount + 1];
        for (int run = 0; run < data.RunCount; run++) offsets[run + 1] = offsets[run] + data.FrameCount(run);
        using (var latent = file.BeginArray<double>("latent", checked((int)offsets[^1]), r))
        {
            for (int run = 0; run < data.RunCount; run++) latent.Append(data.Run(run));
        }
        file.Add<long>("run_offsets", offsets, offsets.Length);
        file.AddScalar("time_step", data.TimeStep);
        if (data.Channels.Count > 1)
        {
            file.AddText("channels", string.Join(',', data.Channels.Select(channel => channel.Name)));
            file.Add<long>(
                "channel_lengths", data.Channels.Select(channel => (long)channel.Length).ToArray(),
                data.Channels.Count);
        }
        file.Commit();
    }

    /// <summary>Reads the trajectories.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has another content.</exception>
    public static LatentDataset Read(string path, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        var shape = file.Header("latent").Shape;
        long[] offsets = file.ReadInt64s("run_offsets");
        if (shape.Count != 2 || shape[1] < 1 || offsets.Length < 2 || offsets[0] != 0 || offsets[^1] != shape[0]
            || offsets.Zip(offsets.Skip(1)).Any(pair => pair.Second < pair.First))
        {
            throw new InvalidDataException($"{path}: run_offsets do not fit latent {file.Header("latent").ShapeText}");
        }
        int r = shape[1];
        int[] lengths = [.. offsets.Zip(offsets.Skip(1), (begin, end) => checked((int)((end - begin) * r)))];
        double timeStep = file.ReadScalar("time_step");
        if (!(timeStep > 0 && double.IsFinite(timeStep)))
            throw new InvalidDataException($"{path}: expected a positive, finite time_step, found {timeStep}");
        double[][] runs = file.ReadParts("latent", lengths);
        try
        {
            return file.Contains("channels")
                ? new LatentDataset(r, timeStep, runs, ChannelsIn(file))
                : new LatentDataset(r, timeStep, runs);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {ExceptionText.Message(e)}", e);
        }
    }

    private static List<LatentChannel> ChannelsIn(NpzReader file)
    {
        string[] names = file.ReadText("channels").Split(',');
        long[] lengths = file.ReadInt64s("channel_lengths");
        if (names.Length != lengths.Length || lengths.Any(length => length is < 0 or > int.MaxValue))
            throw new ArgumentException($"expected a length for each of {names.Length} channels");
        var channels = new List<LatentChannel>();
        long end = 0;
        for (int k = 0; k < names.Length; k++)
        {
            channels.Add(new(names[k], (int)Math.Min(end, int.MaxValue), (int)lengths[k]));
            end += lengths[k];
        }
        return channels;
    }

    private static void ForEachTarget(LatentDataset data, int lag, Action<int, int> visit)
    {
        for (int run = 0; run < data.RunCount; run++)
        {
            for (int target = lag; target < data.FrameCount(run); target++) visit(run, target);
        }
    }
}
