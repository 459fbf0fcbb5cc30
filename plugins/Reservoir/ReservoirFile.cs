using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Reservoir;

/// <summary>
/// Reads and writes <c>reservoir_model.npz</c>: of m networks input_weights [m, N, r], recurrent_weights [m, N, N],
/// bias [m, N], readout [m, r, r + N] and constant [m, r]; leak, lag, mean, scale, low and high [r], the end of
/// closed loops, and facts about the training.
/// </summary>
internal static class ReservoirFile
{
    private const string Name = "reservoir_model.npz";
    private const int MostLag = 1000; // as the option; no array of the file bounds it

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, ReservoirModel model)
    {
        var members = model.Members;
        int m = members.Count, n = members[0].Network.Units, r = model.LatentDimension;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        Add(file, "input_weights", members, member => member.Network.Weights.Input, m, n, r);
        Add(file, "recurrent_weights", members, member => member.Network.Weights.Recurrent, m, n, n);
        Add(file, "bias", members, member => member.Network.Weights.Bias, m, n);
        Add(file, "readout", members, member => member.Readout, m, r, r + n);
        Add(file, "constant", members, member => member.Constant, m, r);
        file.AddScalar("leak", members[0].Network.Leak);
        file.AddScalar("lag", (long)model.Lag);
        file.Add("mean", model.Scale.Mean, r);
        file.Add("scale", model.Scale.Scale, r);
        file.Add("low", model.Range.Low, r);
        file.Add("high", model.Range.High, r);
        model.End.Write(file);
        file.AddScalar("spectral_radius", model.Report.SpectralRadius);
        file.AddScalar("memory", model.Report.Memory);
        file.AddScalar("windows", model.Report.Windows);
        file.AddScalar("ridge_alpha", model.Report.RidgeAlpha);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static ReservoirModel Read(string directory)
    {
        using var file = NpzReader.Open(Path.Combine(directory, Name));
        var header = file.Header("input_weights");
        if (header.Shape.Count != 3 || header.Count == 0)
            throw file.Contradiction("input_weights", $"expected weights [m, N, r], found {header.ShapeText}");
        var (m, n, r) = (header.Shape[0], header.Shape[1], header.Shape[2]);
        int lag = file.ReadCount("lag");
        double leak = file.ReadScalar("leak");
        if (!(leak > 0 && leak <= 1)) throw file.Contradiction("leak", $"expected a share of at most 1, found {leak}");
        if (lag > MostLag) throw file.Contradiction("lag", $"expected at most {MostLag} states, found {lag}");
        double[] scale = file.ReadFinite("scale", r);
        double[] low = file.ReadFinite("low", r), high = file.ReadFinite("high", r);
        for (int i = 0; i < r; i++)
        {
            if (!(scale[i] > 0)) throw file.Contradiction("scale", $"expected positive scales, found {scale[i]}");
            if (low[i] > high[i])
                throw file.Contradiction("low", $"expected at most {high[i]}, as in high, found {low[i]}");
        }
        double[] input = file.ReadFinite("input_weights", m, n, r);
        double[] recurrent = file.ReadFinite("recurrent_weights", m, n, n);
        double[] bias = file.ReadFinite("bias", m, n), readout = file.ReadFinite("readout", m, r, r + n);
        double[] constant = file.ReadFinite("constant", m, r);
        var members = Enumerable.Range(0, m).Select(k => new ReservoirMember(
            new Network(new ReservoirWeights(Part(input, m, k), Part(recurrent, m, k), Part(bias, m, k)), leak),
            Part(readout, m, k), Part(constant, m, k)));
        return new ReservoirModel(
            lag, [.. members], new Standardisation(file.ReadFinite("mean", r), scale), new ColumnRange(low, high),
            ClosedLoopEnd.Read(file, r), new ReservoirReport(
                file.ReadScalar("spectral_radius"), file.ReadScalar("memory"), file.ReadScalar("windows"),
                file.ReadScalar("ridge_alpha")));
    }

    private static void Add(
        NpzWriter file, string entry, IReadOnlyList<ReservoirMember> members, Func<ReservoirMember, double[]> part,
        params ReadOnlySpan<int> shape)
    {
        using var array = file.BeginArray<double>(entry, shape);
        foreach (var member in members) array.Append(part(member));
    }

    private static double[] Part(double[] values, int parts, int index) =>
        values.AsSpan(values.Length / parts * index, values.Length / parts).ToArray();
}
