namespace Rom.Forecasting.Reduction;

/// <summary>The reference for aligning density frames before the basis is built.</summary>
public enum ShiftReference
{
    /// <summary>Frames are not aligned.</summary>
    None,

    /// <summary>The mean of the training frames.</summary>
    Mean,

    /// <summary>The first training frame.</summary>
    First,

    /// <summary>The median of the training frames.</summary>
    Median,
}
