using System.Net;
using System.Text.Json.Nodes;
using RomHost.Dashboard;

namespace RomHost.Tests.Dashboard;

/// <summary>The dashboard's server of a folder, and requests to it.</summary>
internal sealed class PlantedServer : IDisposable
{
    public const string Token = "planted-token-0123456789";

    private readonly DashboardServer server;

    private readonly HttpClient client = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });

    public PlantedServer(PlantedRoot root)
    {
        server = DashboardServer.Start(
            ObservedRoot.Open(root.Path, Clock), "127.0.0.1", 0, DashboardToken.Parse(Token, "--token"));
    }

    /// <summary>The clock by which the folder is looked at.</summary>
    public PlantedClock Clock { get; } = new();

    public Uri Address => server.Address;

    /// <summary>A request with the token, unless another header says otherwise.</summary>
    public async Task<HttpResponseMessage> Ask(
        string path, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        var asIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(
            method ?? HttpMethod.Get, new Uri($"http://127.0.0.1:{Address.Port}{path}", asIs));
        if (!headers.Any(header => header.Name is "Cookie" or "Authorization"))
            request.Headers.Add("Cookie", $"romhost_{Address.Port}={Token}");
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    /// <summary>The JSON of an address; time for a further look at the folder has passed.</summary>
    public async Task<JsonNode> Json(string path)
    {
        Clock.Pass(5);
        using var answer = await Ask(path);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }
}
