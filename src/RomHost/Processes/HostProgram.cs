using System.Reflection;

namespace RomHost.Processes;

/// <summary>Starts this program again.</summary>
internal static class HostProgram
{
    /// <summary>
    /// The program and its first arguments, for a start by dotnet (<c>dotnet romhost.dll</c>) or by its own launcher.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// This process is another program that uses the host's assembly.
    /// </exception>
    public static (string Program, string[] First) Find()
    {
        var entry = Assembly.GetEntryAssembly();
        if (entry != typeof(HostProgram).Assembly || Environment.ProcessPath is not { } host)
            throw new InvalidOperationException("this process is not romhost, which would be started again");
        bool isRuntime = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return (host, isRuntime ? [entry.Location] : []);
    }
}
