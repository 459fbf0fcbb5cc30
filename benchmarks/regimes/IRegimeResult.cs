namespace Regimes;

/// <summary>What a regime's experiment found; kept beside the program, for the page.</summary>
internal interface IRegimeResult
{
    /// <summary>The regime.</summary>
    Regime Regime { get; }

    /// <summary>The experiment's seed.</summary>
    int Seed { get; }
}
