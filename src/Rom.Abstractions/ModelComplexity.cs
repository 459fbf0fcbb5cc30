namespace Rom.Abstractions;

/// <summary>What a model says of its own cost.</summary>
/// <param name="FlopsPerStep">Floating-point operations of one forecast step; a multiply-add counts two.</param>
/// <param name="Training">
/// Growth of the training's cost, for example <c>O(N*p*d²)</c>. A symbol is one letter: N training windows, d the latent dimension, p the lag; sums,
/// products and powers of these are compared with what is measured.
/// </param>
/// <param name="Inference">Growth of one step's cost, for example <c>O(p*d²)</c>.</param>
/// <param name="Sizes">Sizes that the formulas speak of, by their snake_case name: <c>hidden_units</c>, say.</param>
public sealed record ModelComplexity(
    long FlopsPerStep, string Training, string Inference, IReadOnlyDictionary<string, long> Sizes);
