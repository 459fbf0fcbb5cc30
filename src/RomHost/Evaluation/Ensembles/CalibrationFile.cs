using Rom.Numerics.Npz;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// Reads and writes <c>calibration_&lt;model&gt;.npz</c>: for each quantity excess_50_&lt;quantity&gt; and
/// excess_90_&lt;quantity&gt; [frames, d] and path_90_&lt;quantity&gt; [d], float32.
/// </summary>
internal static class CalibrationFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="quantities">The quantities.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public static void Write(string path, IEnumerable<IntervalExcess> quantities, bool compress)
    {
        using var file = NpzWriter.Create(path, compress);
        foreach (var one in quantities)
        {
            int frames = one.Half.Length / one.Dimension;
            file.Add<float>($"excess_50_{one.Name}", one.Half, frames, one.Dimension);
            file.Add<float>($"excess_90_{one.Name}", one.Most, frames, one.Dimension);
            file.Add<float>($"path_90_{one.Name}", one.Path, one.Dimension);
        }
        file.Commit();
    }

    /// <summary>Reads a quantity.</summary>
    /// <param name="path">The file.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The quantity; null where the file has none.</returns>
    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    public static IntervalExcess? Read(string path, string quantity, CancellationToken cancellation)
    {
        using var file = NpzReader.Open(path, cancellation);
        if (!file.Contains($"path_90_{quantity}")) return null;
        float[] half = file.ReadSingles($"excess_50_{quantity}"), most = file.ReadSingles($"excess_90_{quantity}"),
            whole = file.ReadSingles($"path_90_{quantity}");
        if (whole.Length == 0 || half.Length % whole.Length != 0 || half.Length != most.Length
            || half.Concat(most).Concat(whole).Any(float.IsNaN))
        {
            throw new InvalidDataException(
                $"{path}: expected numbers for each frame and each of {whole.Length} values of {quantity}, found "
                + $"{half.Length} and {most.Length}, or NaN; delete the file and run again");
        }
        return new IntervalExcess(quantity, whole.Length, half, most, whole);
    }
}
