namespace Rom.Forecasting.Experiments;

/// <summary>What the evaluation of a saved experiment made its ensembles of.</summary>
/// <param name="IsOfInnovations">Whether members are innovations whatever the model offers.</param>
/// <param name="Block">Innovations that are drawn one after the other [steps]; null for the default.</param>
/// <param name="Bags">The number of models over which members were spread; 0 for the model itself.</param>
internal sealed record SavedEnsemble(bool IsOfInnovations, int? Block, int Bags);
