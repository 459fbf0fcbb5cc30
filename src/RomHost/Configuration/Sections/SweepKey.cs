namespace RomHost.Configuration.Sections;

/// <summary>
/// The key of the section that describes a sweep over many experiments; it is no part of any of them.
/// </summary>
internal static class SweepKey
{
    /// <summary>The key.</summary>
    public const string Name = "sweep";
}
