using System.Net;
using Rom.Web;

namespace RomHost.Dashboard;

/// <summary>Decides whether a request is answered: by the host that it names, its method, and its token.</summary>
/// <param name="token">The token.</param>
/// <param name="names">Names of this server, beside <c>localhost</c> and addresses in digits.</param>
internal sealed class DashboardGate(DashboardToken token, IReadOnlyCollection<string> names)
{
    /// <summary>The name of the token in addresses.</summary>
    public const string Query = "token";

    private const string Scheme = "Bearer ";

    /// <summary>Returns why a request is refused.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer; null where the request is let in.</returns>
    public DashboardAnswer? Refuse(ServerRequest request)
    {
        // A page of a stranger can have a name of its own mean this machine (DNS rebinding), but none of these.
        if (!IsOwn(request.Host))
        {
            return DashboardAnswer.Refusal(
                HttpStatusCode.MisdirectedRequest,
                "This server does not answer to that name. Open the address that romhost serve printed.");
        }
        if (request.Method is not ("GET" or "HEAD"))
        {
            return DashboardAnswer.Refusal(
                HttpStatusCode.MethodNotAllowed, "Only GET and HEAD: nothing can be changed here.");
        }
        return IsLetIn(request)
            ? null
            : DashboardAnswer.Refusal(
                HttpStatusCode.Unauthorized, "Open the address that romhost serve printed: it holds the token.");
    }

    /// <summary>Returns the cookie that a browser gets with the page, so that more requests are let in.</summary>
    /// <param name="request">The request for the page.</param>
    public string CookieFor(ServerRequest request) =>
        $"{CookieName(request)}={token.Text}; Path=/; HttpOnly; SameSite=Strict";

    // Cookies do not tell ports apart, and several servers may run on one machine.
    private static string CookieName(ServerRequest request) => $"romhost_{request.Port}";

    private bool IsLetIn(ServerRequest request) =>
        token.IsShownBy(request.Cookies.GetValueOrDefault(CookieName(request)))
        || token.IsShownBy(request.First(Query))
        || (request.Authorization.StartsWith(Scheme, StringComparison.Ordinal)
            && token.IsShownBy(request.Authorization[Scheme.Length..]));

    private bool IsOwn(string host) => host.Length > 0
        && (IPAddress.TryParse(host, out _)
            || names.Append("localhost").Contains(host, StringComparer.OrdinalIgnoreCase));
}
