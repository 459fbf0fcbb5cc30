using System.Security.Cryptography;
using System.Text;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Provenance;

/// <summary>Computes SHA-256 of a file's content, and of a list of files.</summary>
internal static class FileDigest
{
    private const int Piece = 1 << 16; // bytes between two checks of the token

    /// <summary>Computes the digest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(string path, CancellationToken cancellation = default)
    {
        using var work = WorkUnderWay.Begin($"the digest of {path}", isBrief: true);
        using var file = RegularFile.OpenRead(path, bufferSize: 0);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[Piece];
        for (int length; (length = file.Read(piece)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            digest.AppendData(piece, 0, length);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Adds the line of a file to a list, as <c>sha256sum</c> prints it.</summary>
    /// <param name="lines">The list.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name in the list.</param>
    public static void AddTo(StringBuilder lines, string path, string name) =>
        lines.Append(Of(path)).Append("  ").Append(name).Append('\n');

    /// <summary>Computes the digest of a list.</summary>
    /// <param name="lines">The list, a line for each file.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string OfList(StringBuilder lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
}
