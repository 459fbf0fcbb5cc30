namespace Rom.Web;

/// <summary>A request.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Host">The host that it names, without the port; empty for none.</param>
/// <param name="Port">The port at which it arrived.</param>
/// <param name="Path">The decoded path.</param>
/// <param name="Query">The decoded parts of the query, each key with its values, in their order.</param>
/// <param name="Cookies">Its cookies.</param>
/// <param name="Authorization">The header Authorization; empty for none.</param>
/// <param name="IfNoneMatch">The header If-None-Match; empty for none.</param>
internal sealed record ServerRequest(
    string Method, string Host, int Port, string Path, IReadOnlyDictionary<string, string[]> Query,
    IReadOnlyDictionary<string, string> Cookies, string Authorization, string IfNoneMatch)
{
    /// <summary>Returns the first value of a key in the query.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value; empty for none.</returns>
    public string First(string key) => All(key).FirstOrDefault() ?? "";

    /// <summary>Returns the values of a key in the query.</summary>
    /// <param name="key">The key.</param>
    public string[] All(string key) => Query.GetValueOrDefault(key) ?? [];
}
