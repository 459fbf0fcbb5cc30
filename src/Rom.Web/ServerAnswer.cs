using System.Net;

namespace Rom.Web;

/// <summary>An answer to a request.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Content">Its content, which is read to its end and closed; null for none.</param>
internal sealed record ServerAnswer(
    HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, Stream? Content);
