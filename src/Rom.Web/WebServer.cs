using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Rom.Web;

/// <summary>
/// A web server without settings: it reads no files and no variables of the environment, and accepts no content.
/// </summary>
internal sealed class WebServer : IDisposable
{
    private const int MostConnections = 200;

    private readonly IDisposable application;

    private WebServer(IDisposable application, int port) => (this.application, Port) = (application, port);

    /// <summary>The port at which it listens.</summary>
    public int Port { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="address">The address to listen at.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="answer">Answers requests, from any thread.</param>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    /// <exception cref="InvalidDataException">ASP.NET Core is not installed.</exception>
    public static WebServer Start(IPAddress address, int port, Func<ServerRequest, ServerAnswer> answer)
    {
        AspNetCore.MakeAvailable();
        return Create(address, port, answer);
    }

    /// <inheritdoc/>
    public void Dispose() => application.Dispose();

    // Compiled only when the assemblies that it names can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WebServer Create(IPAddress address, int port, Func<ServerRequest, ServerAnswer> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = MostConnections;
            options.Limits.MaxRequestBodySize = 0;
            options.Listen(address, port);
        });
        var application = builder.Build();
        application.Run(context => Respond(context, answer));
        try
        {
            application.StartAsync().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            ((IDisposable)application).Dispose();
            if (e is AddressInUseException || e.InnerException is AddressInUseException)
                throw new SocketException((int)SocketError.AddressAlreadyInUse);
            throw;
        }
        return new(application, new Uri(application.Urls.First()).Port);
    }

    private static async Task Respond(HttpContext context, Func<ServerRequest, ServerAnswer> answer)
    {
        var (status, headers, content) = answer(RequestOf(context));
        await using (content)
        {
            context.Response.StatusCode = (int)status;
            foreach (var (name, value) in headers) context.Response.Headers[name] = value;
            if (content is null) return;
            context.Response.ContentLength = content.Length;
            if (HttpMethods.IsHead(context.Request.Method)) return;
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static ServerRequest RequestOf(HttpContext context)
    {
        var request = context.Request;
        return new(
            request.Method, request.Host.HasValue ? request.Host.Host : "", context.Connection.LocalPort,
            request.Path.Value ?? "",
            request.Query.ToDictionary(one => one.Key, one => one.Value.OfType<string>().ToArray()),
            request.Cookies.ToDictionary(one => one.Key, one => one.Value),
            request.Headers.Authorization.ToString(), request.Headers.IfNoneMatch.ToString());
    }

    // Signals are the program's.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
