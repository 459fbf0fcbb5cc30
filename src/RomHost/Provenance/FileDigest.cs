using System.Security.Cryptography;

namespace RomHost.Provenance;

/// <summary>SHA-256 of a file's content.</summary>
internal static class FileDigest
{
    /// <summary>Computes the digest.</summary>
    /// <param name="path">The file.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
