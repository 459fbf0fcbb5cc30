namespace Fuzz.Tests.Targets;

/// <summary>Models as plugins save them.</summary>
internal static class ModelTargets
{
    public static IEnumerable<Target> All => [];
}
