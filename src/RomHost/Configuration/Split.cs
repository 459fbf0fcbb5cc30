namespace RomHost.Configuration;

/// <summary>The two ensembles of an experiment.</summary>
internal enum Split
{
    /// <summary>What the basis and the models are fitted to.</summary>
    Train,

    /// <summary>Unseen initial conditions that forecasts are judged on.</summary>
    Test,
}
