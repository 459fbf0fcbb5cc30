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

    /// <summary>Its forecasts throw.</summary>
    ForecastThrows,

    /// <summary>Its training needs more memory than any machine has, unless there is but one mode.</summary>
    Devours,

    /// <summary>Its trainer's constructor throws.</summary>
    CannotBeMade,

    /// <summary>It forecasts well, but a process can load it only once.</summary>
    LoadsOnce,

    /// <summary>It forecasts well, but trains only once where its plugin lies.</summary>
    TrainsOnce,

    /// <summary>It forecasts well, and holds 200 MiB for nothing.</summary>
    Hoards,
}
