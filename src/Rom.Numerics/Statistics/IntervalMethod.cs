namespace Rom.Numerics.Statistics;

/// <summary>The method of a confidence interval.</summary>
public enum IntervalMethod
{
    /// <summary>No interval: from −∞ to ∞.</summary>
    None,

    /// <summary>Student's t with the standard error of the jackknife.</summary>
    T,

    /// <summary>Bootstrap, bias-corrected and accelerated.</summary>
    Bca,
}
