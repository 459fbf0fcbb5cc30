using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Rom.Web;

/// <summary>Finds the assemblies of ASP.NET Core, which stand beside those of the runtime.</summary>
internal static class AspNetCore
{
    private const string Name = "Microsoft.AspNetCore.App";

    private static readonly Lock Gate = new();
    private static string? folder;

    /// <summary>Makes its assemblies available to this process.</summary>
    /// <exception cref="InvalidDataException">It is not installed.</exception>
    public static void MakeAvailable()
    {
        lock (Gate)
        {
            if (folder is not null) return;
            folder = Find();
            AssemblyLoadContext.Default.Resolving += Resolve;
        }
    }

    // Asked for what neither the program nor the runtime has.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.Combine(folder!, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }

    private static string Find()
    {
        string runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        string all = Path.GetFullPath(Path.Combine(runtime, "..", "..", Name));
        string same = Path.Combine(all, Path.GetFileName(runtime));
        if (Directory.Exists(same)) return same;
        return (Directory.Exists(all) ? Directory.EnumerateDirectories(all) : [])
            .Select(path => (Path: path, Version: VersionOf(path)))
            .Where(one => one.Version?.Major == Environment.Version.Major)
            .OrderByDescending(one => one.Version).Select(one => one.Path).FirstOrDefault()
            ?? throw new InvalidDataException(
                $"expected ASP.NET Core {Environment.Version.Major} in {all}, found none; it is part of the .NET SDK, "
                + "and of the package aspnetcore-runtime");
    }

    private static Version? VersionOf(string path) =>
        Version.TryParse(Path.GetFileName(path), out var version) ? version : null;
}
