namespace SharedTests;

/// <summary>
/// Files of a test project's folder <c>Golden</c>: vectors that something else than this repository computed.
/// </summary>
internal static class GoldenFile
{
    public static string At(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Golden", .. parts]);
}
