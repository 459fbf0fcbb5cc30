namespace RomHost.Configuration.Sections;

/// <summary>What is done about negative densities in a lifted forecast.</summary>
public enum Clamp
{
    /// <summary>Nothing (the predecessor's C0).</summary>
    None,

    /// <summary>They become zero (C1).</summary>
    Negatives,

    /// <summary>They become zero, and the frame is scaled to the mass it had before (C2).</summary>
    Renormalise,
}
