using System.Numerics;
using System.Text.Json.Nodes;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace RomHost.Models;

/// <summary>
/// The eigenvalues of a linear model's companion matrix. They stay in the model's record, so that the report needs no
/// plugin: outside the unit circle a forecast grows.
/// </summary>
internal static class CompanionEigenvalues
{
    // A dense eigenvalue problem of this size takes seconds.
    private const int LargestMatrix = 1500;

    /// <summary>Computes the eigenvalues.</summary>
    /// <param name="model">The trained model, checked.</param>
    /// <param name="doubts">Receives the reason where they cannot be computed.</param>
    /// <returns>The eigenvalues; null where the model shows no coefficients, or too many.</returns>
    /// <exception cref="ContractBreachException">
    /// The model's coefficients are not matrices of its lag and dimension.
    /// </exception>
    public static IReadOnlyList<Complex>? Of(CheckedModel model, IProgress<string> doubts)
    {
        if (model.Linear is not { } linear) return null;
        int lag = model.Lag, r = model.LatentDimension;
        long n = (long)lag * r;
        double[]? coefficients = linear.CoefficientMatrices();
        if (coefficients?.Length != n * r)
        {
            object found = (object?)coefficients?.Length ?? "null";
            throw new ContractBreachException(FormattableString.Invariant(
                $"CoefficientMatrices: expected {lag} × {r} × {r} values, found {found}"));
        }
        if (n > LargestMatrix) return null;
        try
        {
            return GeneralEigenvalues.Compute(CompanionMatrix.Create(coefficients, r), (int)n);
        }
        catch (Exception e) when (e is ArithmeticException or ArgumentException)
        {
            doubts.Report($"the report shows no eigenvalues of its companion matrix: {PluginFailure.Message(e)}");
            return null;
        }
    }

    /// <summary>The eigenvalues as pairs of real and imaginary part.</summary>
    /// <param name="values">The eigenvalues.</param>
    public static JsonArray ToJson(IEnumerable<Complex> values) =>
        [.. values.Select(value => new JsonArray(value.Real, value.Imaginary))];

    /// <summary>Reads the eigenvalues.</summary>
    /// <param name="node">The output of <see cref="ToJson"/>.</param>
    /// <returns>The eigenvalues; null where there are none, or no pairs of numbers.</returns>
    public static IReadOnlyList<Complex>? FromJson(JsonNode? node)
    {
        if (node is not JsonArray pairs) return null;
        var values = new List<Complex>();
        foreach (var pair in pairs)
        {
            if (pair is not JsonArray { Count: 2 } || pair[0].NumberAt() is not { } real
                || pair[1].NumberAt() is not { } imaginary)
                return null;
            values.Add(new Complex(real, imaginary));
        }
        return values;
    }
}
