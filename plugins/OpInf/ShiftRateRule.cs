namespace OpInf;

/// <summary>How the rate of the shift that aligns frames is forecast.</summary>
public enum ShiftRateRule
{
    /// <summary>By the map, as every other coordinate.</summary>
    Dynamics,

    /// <summary>
    /// As a quadratic function of the profile, the other coordinates, at the same step; the map forecasts the profile
    /// from profiles alone.
    /// </summary>
    Profile,
}
