using System.Reflection;

namespace RomHost.Processes;

/// <summary>This program, to be started once more.</summary>
internal static class HostProgram
{
    /// <summary>The program, and its first arguments: it was started by dotnet (<c>dotnet romhost.dll</c>) or by a launcher of its own.</summary>
    /// <exception cref="InvalidOperationException">This process is another program that uses the host's assembly.</exception>
    public static (string Program, string[] First) Find()
    {
        var entry = Assembly.GetEntryAssembly();
        if (entry != typeof(HostProgram).Assembly || Environment.ProcessPath is not { } host)
            throw new InvalidOperationException("this process is not romhost, which would be started again");
        bool isRuntime = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return (host, isRuntime ? [entry.Location] : []);
    }
}
