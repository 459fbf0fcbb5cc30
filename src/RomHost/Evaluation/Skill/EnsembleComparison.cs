using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>A comparison of the CRPS of a model's ensemble with that of another one over the same runs.</summary>
/// <param name="Model">The model.</param>
/// <param name="Other">The other model; null for the ensemble of training states.</param>
/// <param name="Lead">The lead up to which frames count; null for the whole forecast.</param>
/// <param name="Result">Difference, model − other, and verdict on the model.</param>
internal sealed record EnsembleComparison(string Model, string? Other, LeadKey? Lead, ScoreComparison Result);
