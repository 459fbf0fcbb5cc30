using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Blend;

/// <summary>
/// Reads and writes <c>blend_model.npz</c>: first_leads [blocks] int64, weights [blocks, members] float64, latent_dim,
/// climatology [r] where it is the last member, and facts about the fit.
/// </summary>
internal static class BlendFile
{
    private const string Name = "blend_model.npz";

    // Weights of a file that was not damaged sum to 1, to rounding.
    private const double Rounding = 1e-9;

    /// <summary>Writes a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="model">The model.</param>
    public static void Write(string directory, BlendModel model)
    {
        int members = model.Members.Count;
        using var file = NpzWriter.Create(Path.Combine(directory, Name));
        file.Add<long>(
            "first_leads", [.. model.FirstLeads.ToArray().Select(lead => (long)lead)], model.FirstLeads.Length);
        file.Add("weights", model.Weights, model.FirstLeads.Length, members);
        file.AddScalar("latent_dim", (long)model.LatentDimension);
        if (model.Members[^1] is ConstantState climatology)
            file.Add("climatology", climatology.State, climatology.LatentDimension);
        file.AddScalar("error_ratio", model.Report.ErrorRatio);
        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="members">The members.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or belongs to another model.</exception>
    public static BlendModel Read(string directory, IReadOnlyList<IRomModel> members)
    {
        string path = Path.Combine(directory, Name);
        using var file = NpzReader.Open(path);
        if (file.Names.Contains("climatology"))
            members = [.. members, new ConstantState(file.ReadFinite("climatology", members[0].LatentDimension))];
        var header = file.Header("weights");
        if (header.Shape.Count != 2 || header.Count == 0 || header.Shape[1] != members.Count)
        {
            throw Wrong(
                "weights", $"expected an array [blocks, {members.Count}] for its {members.Count} members, found "
                + header.ShapeText);
        }
        int blocks = header.Shape[0];
        long[] firstLeads = file.ReadInt64s("first_leads");
        if (firstLeads.Length != blocks || firstLeads[0] != 1 || firstLeads[^1] > int.MaxValue
            || firstLeads.Zip(firstLeads.Skip(1)).Any(pair => pair.Second <= pair.First))
            throw Wrong("first_leads", $"expected {blocks} leads that increase from 1");
        double[] weights = file.ReadDoubles("weights");
        foreach (double[] row in weights.Chunk(members.Count))
        {
            if (!row.All(weight => weight >= 0) || !(Math.Abs(row.Sum() - 1) <= Rounding))
                throw Wrong("weights", "expected weights from 0 to 1 whose sum is 1 in each block");
        }
        double dimension = file.ReadScalar("latent_dim");
        if (members.Any(member => member.LatentDimension != dimension))
            throw Wrong("latent_dim", $"expected that of its members, {members[0].LatentDimension}, found {dimension}");
        return new BlendModel(
            [.. firstLeads.Select(lead => (int)lead)], weights, members,
            new BlendReport(file.ReadScalar("error_ratio")));

        InvalidDataException Wrong(string entry, string message) => new($"{path}: {entry}: {message}");
    }
}
