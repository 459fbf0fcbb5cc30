namespace Misbehaving;

/// <summary>A way in which a model fails.</summary>
public enum Fault
{
    /// <summary>Its training diverges.</summary>
    Diverges,

    /// <summary>Its training throws.</summary>
    Throws,

    /// <summary>Its forecasts overflow.</summary>
    Overflows,
}
