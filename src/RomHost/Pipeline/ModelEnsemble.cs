using Rom.Forecasting.Ensembles;
using RomHost.Configuration.Sections;

namespace RomHost.Pipeline;

/// <summary>What makes the ensembles of a model.</summary>
/// <param name="Source">Forecasts the states of members.</param>
/// <param name="Kind">Where members come from.</param>
/// <param name="ProjectionErrors">
/// Draws what the modes leave out of each member, from the window, the number of members and the seed of their states.
/// </param>
internal sealed record ModelEnsemble(
    IEnsembleSource Source, EnsembleKind Kind,
    Func<double[], int, ulong, IReadOnlyList<ProjectionErrors>> ProjectionErrors);
