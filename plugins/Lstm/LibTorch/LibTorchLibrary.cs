using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace Lstm.LibTorch;

/// <summary>
/// Finds libtorch and loads it before TorchSharp searches for it. A second copy of libtorch aborts the process without
/// an exception, so loading one is refused where another copy was loaded before.
/// </summary>
internal static class LibTorchLibrary
{
    /// <summary>The environment variable with another folder of native libraries.</summary>
    public const string FolderVariable = "ROMHOST_LIBTORCH";

    /// <summary>
    /// The process-wide slot (<see cref="AppContext.GetData"/>) that holds the folder of the libtorch in use.
    /// </summary>
    public const string ProcessSlot = "Rom.LibTorch";

    private static readonly Lock Gate = new();
    private static bool isLoaded;

    /// <summary>Loads libtorch unless it is loaded.</summary>
    /// <exception cref="DllNotFoundException">
    /// The library is missing or cannot be loaded; the message gives the reason and the remedy.
    /// </exception>
    /// <exception cref="InvalidOperationException">This process uses another copy.</exception>
    public static void EnsureLoaded()
    {
        lock (Gate)
        {
            if (isLoaded) return;
            string folder = FindFolder();
            if (AppContext.GetData(ProcessSlot) is string other && other != folder)
            {
                throw new InvalidOperationException(
                    $"libtorch of {other} is in use in this process, and a second copy ({folder}) would abort it; "
                    + "remove one of them, or link them");
            }
            AppContext.SetData(ProcessSlot, folder);
            // LibTorchSharp looks for it beside itself.
            if (OperatingSystem.IsLinux()) Load(Path.Combine(folder, "libtorch.so"));
            var torch = typeof(torch).Assembly;
            AssemblyLoadContext.GetLoadContext(torch)!.ResolvingUnmanagedDll += (_, name) => Resolve(folder, name);
            isLoaded = true;
        }
    }

    // TorchSharp requests 'torch_cpu' (to test for its presence), 'LibTorchSharp', and on some systems 'torch_cuda'.
    private static nint Resolve(string folder, string name)
    {
        string path = Path.Combine(folder, FileNameOf(name));
        if (!File.Exists(path)) return 0;
        return name == "LibTorchSharp" && OperatingSystem.IsLinux() ? CompatibleCopy.Load(path) : Load(path);
    }

    private static string FileNameOf(string name) =>
        OperatingSystem.IsWindows() ? name + ".dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    private static string FindFolder()
    {
        string own = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;
        IEnumerable<string> shared = new[] { Path.Combine(own, "_shared"), Path.Combine(own, "..", "_shared") }
            .Where(Directory.Exists)
            .SelectMany(place => Directory.EnumerateDirectories(place, "libtorch-*").Order(StringComparer.Ordinal));
        string[] places = [.. shared];
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named) places = [named];
        string? folder = places.FirstOrDefault(place => File.Exists(Path.Combine(place, FileNameOf("torch_cpu"))));
        return folder is not null ? Path.GetFullPath(folder) : throw new DllNotFoundException(
            $"expected {FileNameOf("torch_cpu")} in "
            + $"{(places.Length > 0 ? string.Join(", ", places) : Path.Combine(own, "..", "_shared", "libtorch-*"))}, "
            + $"found none; build the host again, or name its folder in {FolderVariable}");
    }

    private static nint Load(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException($"{path} cannot be loaded: {e.Message}", e);
        }
    }
}
