using System.Net;
using System.Net.Sockets;
using Rom.Web;

namespace RomHost.Dashboard;

/// <summary>The server of the dashboard of a folder. It changes nothing.</summary>
internal sealed class DashboardServer : IDisposable
{
    private readonly WebServer server;

    private DashboardServer(WebServer server, Uri address) => (this.server, Address) = (server, address);

    /// <summary>The address with the token.</summary>
    public Uri Address { get; }

    /// <summary>Starts the server.</summary>
    /// <param name="root">What it shows.</param>
    /// <param name="host">The address or name of this machine to listen at.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="token">The token that requests must show.</param>
    /// <exception cref="InvalidDataException">It cannot listen there; the message says why, and what to do.</exception>
    public static DashboardServer Start(ObservedRoot root, string host, int port, DashboardToken token)
    {
        var address = AddressOf(host);
        var gate = new DashboardGate(token, [host, Environment.MachineName]);
        var routes = new DashboardRoutes(root);
        WebServer server;
        try
        {
            server = WebServer.Start(address, port, request => Answer(request, gate, routes));
        }
        catch (SocketException e)
        {
            throw new InvalidDataException(Reason(e, host, port), e);
        }
        routes.Prepare();
        bool isAny = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        string name = isAny ? Environment.MachineName
            : address.AddressFamily == AddressFamily.InterNetworkV6 && IPAddress.TryParse(host, out _) ? $"[{address}]"
            : host;
        return new(server, new($"http://{name}:{server.Port}/?{DashboardGate.Query}={token.Text}"));
    }

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private static ServerAnswer Answer(ServerRequest request, DashboardGate gate, DashboardRoutes routes)
    {
        string cookie = gate.CookieFor(request);
        try
        {
            return (gate.Refuse(request) ?? routes.Answer(request)).For(request, cookie);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A file that changed while it was read, say: the next request reads it anew.
            return DashboardAnswer.Refusal(HttpStatusCode.InternalServerError, e.Message).For(request, cookie);
        }
    }

    private static IPAddress AddressOf(string host)
    {
        try
        {
            return IPAddress.TryParse(host, out var address) ? address : Dns.GetHostAddresses(host)[0];
        }
        catch (Exception e) when (e is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException(
                $"--host: expected an address or name of this machine, found '{host}': {e.Message}", e);
        }
    }

    private static string Reason(SocketException e, string host, int port) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"port {port} of {host} is taken by another program; name another one with --port, or 0 for a free one",
        SocketError.AccessDenied => $"port {port} may not be used by this user; name one from 1024 on with --port",
        SocketError.AddressNotAvailable => $"--host: expected an address of this machine, found '{host}'",
        _ => $"cannot listen at port {port} of {host}: {e.Message}",
    };
}
