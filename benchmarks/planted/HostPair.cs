namespace Planted;
internal static class HostPair { public static IEnumerable<IPair> All() => []; }
