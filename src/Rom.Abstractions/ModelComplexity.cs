namespace Rom.Abstractions;

/// <summary>The cost that a model declares for itself.</summary>
/// <param name="FlopsPerStep">Floating-point operations of one forecast step; a multiply-add counts two.</param>
/// <param name="Training">
/// Growth of the training cost, for example <c>O(N*p*d²)</c>. A symbol is one letter: N training windows, d the latent
/// dimension, p the lag; sums, products and powers of these are compared with the measured growth.
/// </param>
/// <param name="Inference">Growth of the cost of one step, for example <c>O(p*d²)</c>.</param>
/// <param name="Sizes">Sizes used in the formulas, by snake_case name, such as <c>hidden_units</c>.</param>
public sealed record ModelComplexity(
    long FlopsPerStep, string Training, string Inference, IReadOnlyDictionary<string, long> Sizes);
