namespace RomHost.Configuration;

/// <summary>The two ensembles of an experiment.</summary>
internal enum Split
{
    /// <summary>The runs to which the basis and the models are fitted.</summary>
    Train,

    /// <summary>Unseen initial conditions on which forecasts are tested.</summary>
    Test,
}
