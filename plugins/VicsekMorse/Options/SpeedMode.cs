namespace VicsekMorse.Options;

/// <summary>The effect of forces on headings and speeds.</summary>
public enum SpeedMode
{
    /// <summary>Forces are ignored: the Vicsek model.</summary>
    Constant,

    /// <summary>Forces turn the headings; the speed stays the same.</summary>
    ConstantWithForces,

    /// <summary>Forces accelerate and brake; alignment and noise turn the headings.</summary>
    Variable,
}
