using Rom.Numerics.Npz;

namespace OpInf;

/// <summary>
/// The entries of <c>opinf_model.npz</c> about the reconstruction equation: rate_offset (the rate's first coordinate in
/// a state), rate_constant [2], rate_linear [2, p], rate_quadratic [2, q (q + 1)/2], rate_error, rate_penalty.
/// </summary>
internal static class ReconstructionEntries
{
    private const string Offset = "rate_offset", Constant = "rate_constant", Linear = "rate_linear",
        Quadratic = "rate_quadratic", Error = "rate_error", Penalty = "rate_penalty";

    /// <summary>Adds them to a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="equation">The equation.</param>
    /// <param name="profile">Coordinates p of a profile.</param>
    public static void AddTo(NpzWriter file, Reconstruction equation, int profile)
    {
        int length = equation.Channel.Length, count = equation.Coefficients.Length / length;
        file.AddScalar(Offset, (long)equation.Channel.Offset);
        file.Add<double>(Constant, equation.Constant, length);
        file.Add<double>(
            Linear, OpInfFile.Columns(equation.Coefficients, count, 0, profile), length, profile);
        file.Add<double>(
            Quadratic, OpInfFile.Columns(equation.Coefficients, count, profile, count), length, count - profile);
        file.AddScalar(Error, equation.Report.Error);
        file.AddScalar(Penalty, equation.Report.Penalty);
    }

    /// <summary>Reads them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="profile">Coordinates p of a profile.</param>
    /// <param name="products">Number of products.</param>
    /// <returns>The equation; null where the file has none.</returns>
    /// <exception cref="InvalidDataException">They contradict each other or the map.</exception>
    public static Reconstruction? In(NpzReader file, int profile, int products)
    {
        if (!file.Contains(Offset)) return null;
        double offset = file.ReadScalar(Offset);
        if (!(offset >= 0 && offset <= profile && offset == Math.Floor(offset)))
            throw file.Contradiction(Offset, $"expected 0 to {profile}, the profile's coordinates, found {offset}");
        double[] constant = file.ReadFinite(Constant);
        if (constant.Length == 0) throw file.Contradiction(Constant, "expected a value, found none");
        double[] coefficients = OpInfFile.Joined(
            file.ReadFinite(Linear, constant.Length, profile), file.ReadFinite(Quadratic, constant.Length, products),
            constant.Length);
        return new Reconstruction(
            new RateChannel((int)offset, constant.Length), coefficients, constant,
            new ReconstructionReport(file.ReadScalar(Error), file.ReadScalar(Penalty)));
    }
}
