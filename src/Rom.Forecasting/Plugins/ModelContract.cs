using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>Checks the properties of a plugin's model on which the host relies.</summary>
internal static class ModelContract
{
    // Records, profiles and the summary hold them.
    private const long MostText = 1 << 20;

    /// <summary>Checks a model.</summary>
    /// <param name="model">The returned model.</param>
    /// <param name="method">The method that returned it.</param>
    /// <param name="maxLag">The trainer's longest window.</param>
    /// <param name="dimension">Latent dimension of the data; null where unknown.</param>
    /// <returns>The model, with the checked window and dimension.</returns>
    /// <exception cref="ContractBreachException">A member violates the contract; the message names it.</exception>
    public static CheckedModel Checked(IRomModel? model, string method, int maxLag, int? dimension)
    {
        if (model is null) throw new ContractBreachException($"{method}: expected a model, found null");
        if (maxLag < 1) throw Breach("MaxLag of the trainer", "at least 1", maxLag);
        int lag = Of("Lag", () => model.Lag), r = Of("LatentDimension", () => model.LatentDimension);
        if (lag < 1 || lag > maxLag) throw Breach("Lag", $"1 to {maxLag}, the trainer's MaxLag", lag);
        if (dimension is { } expected && r != expected)
            throw Breach("LatentDimension", $"{expected}, that of the data", r);
        if (r < 1) throw Breach("LatentDimension", "at least 1", r);
        if (Of("ParameterCount", () => model.ParameterCount) is < 0 and var count)
            throw Breach("ParameterCount", "at least 0", count);
        if (Of("ParameterBytes", () => model.ParameterBytes) is < 0 and var bytes)
            throw Breach("ParameterBytes", "at least 0", bytes);
        var complexity = Of("Complexity", () => model.Complexity) ?? throw Breach("Complexity", "a declaration", null);
        if (complexity.FlopsPerStep < 0) throw Breach("Complexity.FlopsPerStep", "at least 0", complexity.FlopsPerStep);
        if (complexity.Training is null) throw Breach("Complexity.Training", "a formula", null);
        if (complexity.Inference is null) throw Breach("Complexity.Inference", "a formula", null);
        if (complexity.Sizes is null)
            throw Breach("Complexity.Sizes", "a dictionary, empty where there are none", null);
        if (Of("Diagnostics", () => model.Diagnostics) is null)
            throw Breach("Diagnostics", "a dictionary, empty where there are none", null);
        if (Of("Diagnostics", () => model.Diagnostics.Keys.Sum(key => (long)key.Length)) is > MostText and var names)
            throw Breach("Diagnostics", $"names of at most {MostText} characters in all", names);
        long TextOf(ModelComplexity said) =>
            said.Training.Length + said.Inference.Length + said.Sizes.Keys.Sum(key => (long)key.Length);
        if (Of("Complexity", () => TextOf(complexity)) is > MostText and var text)
            throw Breach("Complexity", $"formulas and names of at most {MostText} characters in all", text);
        return new CheckedModel(model, lag, r);

        T Of<T>(string member, Func<T> read)
        {
            try
            {
                return read();
            }
            catch (Exception e)
            {
                throw new ContractBreachException(
                    $"{method}: {member}: expected a value, found {PluginFailure.Describe(e)}");
            }
        }

        ContractBreachException Breach(string member, string wanted, object? found) =>
            new(FormattableString.Invariant($"{method}: {member}: expected {wanted}, found {found ?? "null"}"));
    }
}
