using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Rom.Numerics.Files;

namespace Lstm.LibTorch;

/// <summary>
/// Loads libLibTorchSharp.so. Where the system's libstdc++ is older than the compiler that built the library (GCC 13,
/// symbol version GLIBCXX_3.4.32: Debian 12, Ubuntu 22.04, RHEL 9), it loads a copy without that requirement. The copy
/// is made in the user's cache, never beside the original, and verified before each use. Nothing is patched where the
/// original loads.
/// </summary>
internal static class CompatibleCopy
{
    /// <summary>Loads the library.</summary>
    /// <param name="path">libLibTorchSharp.so.</param>
    /// <exception cref="DllNotFoundException">Neither it nor a compatible copy can be loaded.</exception>
    public static nint Load(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e) when (e.Message.Contains(GlibcxxRequirement.Version, StringComparison.Ordinal))
        {
            try
            {
                return NativeLibrary.Load(CopyOf(path));
            }
            catch (Exception copying)
                when (copying is InvalidDataException or DllNotFoundException or IOException
                    or UnauthorizedAccessException)
            {
                throw new DllNotFoundException(
                    $"{path} needs {GlibcxxRequirement.Version}, which the system's libstdc++ is too old for, and no "
                    + $"compatible copy can be used ({copying.Message}); install a libstdc++ of GCC 13 or newer, or a "
                    + "TorchSharp that was built for this system", e);
            }
        }
    }

    private static string CopyOf(string path)
    {
        byte[] original = File.ReadAllBytes(path);
        byte[] compatible = GlibcxxRequirement.Removed(original);
        string copy = Path.Combine(
            CacheFolder(), $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(original))[..16]}.so");
        // A file in a cache may have been changed: only the exact bytes made here are loaded.
        if (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(compatible))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            AtomicFile.Write(copy, stream => stream.Write(compatible));
        }
        return copy;
    }

    private static string CacheFolder()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!Path.IsPathFullyQualified(cache ?? ""))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            // An account without a home gets a folder that only it can write to, for the lifetime of the process.
            cache = home.Length > 0 ? Path.Combine(home, ".cache") : new TemporaryFolder("libtorch").Path;
        }
        return Path.Combine(cache!, "romhost", "libtorch");
    }
}
