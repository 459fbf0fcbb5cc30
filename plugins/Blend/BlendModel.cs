using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Blend;

/// <summary>A convex combination of models, ŷ(h) = Σ_m w_m(h) ŷ_m(h), with weights for each block of leads h.</summary>
internal sealed class BlendModel : IRomModel
{
    private readonly int[] firstLeads;
    private readonly double[] weights; // [blocks, members]
    private readonly IReadOnlyList<IRomModel> members;

    /// <summary>Creates a model.</summary>
    /// <param name="firstLeads">The first lead of each block, increasing from 1 [blocks].</param>
    /// <param name="weights">The weights [blocks, members].</param>
    /// <param name="members">The members, of one latent dimension; at least one.</param>
    /// <param name="report">Facts about the fit.</param>
    public BlendModel(int[] firstLeads, double[] weights, IReadOnlyList<IRomModel> members, BlendReport report)
    {
        (this.firstLeads, this.weights, this.members, Report) = (firstLeads, weights, members, report);
        (Lag, LatentDimension) = (members.Max(member => member.Lag), members[0].LatentDimension);
        Complexity = new ModelComplexity(
            members.Sum(member => member.Complexity.FlopsPerStep + (2L * LatentDimension)),
            SumOf(members.Select(member => member.Complexity.Training)),
            SumOf(members.Select(member => member.Complexity.Inference)),
            new Dictionary<string, long> { ["members"] = members.Count });
        Diagnostics = new Dictionary<string, double> { ["error_ratio"] = report.ErrorRatio };
    }

    /// <inheritdoc/>
    public int Lag { get; }

    /// <inheritdoc/>
    public int LatentDimension { get; }

    /// <inheritdoc/>
    public long ParameterCount => weights.Length;

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <summary>The first lead of each block [blocks].</summary>
    public ReadOnlySpan<int> FirstLeads => firstLeads;

    /// <summary>The weights [blocks, members].</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>The members, in the order of the weights.</summary>
    public IReadOnlyList<IRomModel> Members => members;

    /// <summary>Facts about the fit.</summary>
    public BlendReport Report { get; }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        int r = LatentDimension;
        double[] rented = ArrayPool<double>.Shared.Rent(forecast.Length);
        var own = rented.AsSpan(0, forecast.Length);
        forecast.Clear();
        for (int m = 0; m < members.Count; m++)
        {
            int known = LastLeadOf(m, steps);
            if (known == 0) continue;
            // A member may need fewer states than the longest window has.
            members[m].Forecast(window[((Lag - members[m].Lag) * r)..], known, own[..(known * r)]);
            for (int block = 0; block < firstLeads.Length && firstLeads[block] <= known; block++)
            {
                double weight = weights[(block * members.Count) + m];
                if (weight == 0) continue;
                int from = (firstLeads[block] - 1) * r;
                int to = block + 1 < firstLeads.Length ? Math.Min(known, firstLeads[block + 1] - 1) * r : known * r;
                TensorPrimitives.MultiplyAdd(own[from..to], weight, forecast[from..to], forecast[from..to]);
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Save(string directory) => BlendFile.Write(directory, this);

    // O(a) and O(b) give O(a + b).
    private static string SumOf(IEnumerable<string> formulas) =>
        $"O({string.Join(" + ", formulas.Select(formula => formula.StartsWith("O(") && formula.EndsWith(')')
            ? formula[2..^1] : formula).Distinct())})";

    // The last of the steps in which a member has weight; 0 for none.
    private int LastLeadOf(int member, int steps)
    {
        for (int block = firstLeads.Length - 1; block >= 0; block--)
        {
            if (firstLeads[block] > steps || weights[(block * members.Count) + member] == 0) continue;
            return block + 1 < firstLeads.Length ? Math.Min(steps, firstLeads[block + 1] - 1) : steps;
        }
        return 0;
    }
}
