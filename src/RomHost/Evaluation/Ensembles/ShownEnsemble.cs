namespace RomHost.Evaluation.Ensembles;

/// <summary>What the report shows of an ensemble of one test run.</summary>
/// <param name="Times">The times of the frames of fans [F].</param>
/// <param name="Fans">Intervals over time.</param>
/// <param name="Cells">The centre of each cell that has a fan, along x and y [length units].</param>
/// <param name="Maps">Maps at a few leads.</param>
/// <param name="Members">Some of the members; null where forecasts are not saved.</param>
internal sealed record ShownEnsemble(
    double[] Times, IReadOnlyList<EnsembleFan> Fans, IReadOnlyList<(double X, double Y)> Cells, EnsembleMaps Maps,
    MemberMovie? Members);
