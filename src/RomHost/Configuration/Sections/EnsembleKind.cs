namespace RomHost.Configuration.Sections;

/// <summary>What makes the members of a model's ensemble.</summary>
public enum EnsembleKind
{
    /// <summary>
    /// The model where it forecasts members itself; else dressing.
    /// </summary>
    Auto,

    /// <summary>The model itself; one that forecasts no members has no ensemble.</summary>
    Model,

    /// <summary>The model's step, with one-step errors of training runs drawn in blocks and fed back.</summary>
    Innovations,

    /// <summary>
    /// The model's forecast plus the errors of whole forecasts of other runs: of the calibration runs where there are
    /// any (<c>evaluation.calibration</c>), else of training runs, which models have that were trained without them.
    /// </summary>
    Dressing,
}
