using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RomHost.Dashboard;

namespace RomHost.Cli;

/// <summary>The command <c>romhost serve [ROOT]</c>: shows experiments in the browser, as they run.</summary>
internal sealed class ServeCommand : Command
{
    /// <summary>The variable of the environment that names a token, which lists of processes do not show.</summary>
    public const string TokenVariable = "ROMHOST_TOKEN";

    private const int UsualPort = 8642;

    private readonly Argument<string> place = new("ROOT")
    {
        Description = "A folder that holds experiments, or one experiment's.",
        DefaultValueFactory = _ => "oscar_output",
    };

    private readonly Option<string?> port = new("--port")
    {
        Description = $"The port; 0 for a free one; default: {UsualPort}, or a free one where that is taken.",
        HelpName = "N",
    };

    private readonly Option<string> host = new("--host")
    {
        Description = "The address or name of this machine to listen at; by default this machine alone can connect.",
        DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> token = new("--token")
    {
        Description = $"The token in the address: {DashboardToken.Form}; default: a random one. Lists of processes "
            + $"show it to other users; {TokenVariable} in the environment, which does the same, they do not see.",
        HelpName = "T",
    };

    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public ServeCommand() : base(
        "serve", "Shows experiments in the browser, as they run: a live table, progress and logs, comparisons, "
        + "reports. Nothing can be changed there.")
    {
        Add(place);
        foreach (Option option in (Option[])[port, host, token, verbose]) Add(option);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        int? wanted = parsed.GetValue(port) is { } text ? PortOf(text) : null;
        var secret = Token(parsed);
        var root = ObservedRoot.Open(parsed.GetValue(place)!, TimeProvider.System);
        using var server = Start(root, parsed.GetValue(host)!, wanted, secret);
        Console.WriteLine(server.Address);
        Console.Error.WriteLine(
            $"shows {root.Look().Root}; the address lets anyone read who has it; Ctrl-C ends");
        if (!IPAddress.TryParse(server.Address.Host.Trim('[', ']'), out var address) || !IPAddress.IsLoopback(address))
        {
            Console.Error.WriteLine(
                "warning: what is read passes over the network without encryption; a tunnel is safer: "
                + $"ssh -L {server.Address.Port}:127.0.0.1:{server.Address.Port} {Environment.MachineName}");
        }
        Thread.Sleep(Timeout.Infinite);
        return ExitCode.Done;
    }

    private static DashboardServer Start(ObservedRoot root, string host, int? port, DashboardToken secret)
    {
        if (port is { } wanted) return DashboardServer.Start(root, host, wanted, secret);
        try
        {
            return DashboardServer.Start(root, host, UsualPort, secret);
        }
        catch (InvalidDataException e)
            when (e.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            return DashboardServer.Start(root, host, 0, secret);
        }
    }

    private static int PortOf(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
            ? number
            : throw new InvalidDataException(
                $"--port: expected a number from 0 to {ushort.MaxValue}, found '{text}'");

    private DashboardToken Token(ParseResult parsed) =>
        parsed.GetValue(token) is { } given ? DashboardToken.Parse(given, token.Name)
        : Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } variable
            ? DashboardToken.Parse(variable, TokenVariable)
        : DashboardToken.CreateRandom();
}
