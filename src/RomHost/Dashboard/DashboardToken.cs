using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RomHost.Dashboard;

/// <summary>The secret that a request must show: whoever has it may read.</summary>
internal sealed partial class DashboardToken
{
    /// <summary>The form of a token.</summary>
    public const string Form = "16 to 128 letters, digits, '-' or '_'";

    private const int RandomBytes = 24;

    private readonly byte[] digest;

    private DashboardToken(string text) => (Text, digest) = (text, DigestOf(text));

    /// <summary>The token as it stands in the address.</summary>
    public string Text { get; }

    /// <summary>Creates a random token.</summary>
    public static DashboardToken CreateRandom() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>Reads a token that a user chose.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <exception cref="InvalidDataException">It has another form; the message does not show it.</exception>
    public static DashboardToken Parse(string text, string source) => TokenForm().IsMatch(text)
        ? new(text)
        : throw new InvalidDataException(
            $"{source}: expected a token of {Form}, found another text; without it a random one is made");

    /// <summary>
    /// Returns whether a text is the token, in a time that depends on neither: digests of one length are compared.
    /// </summary>
    /// <param name="text">The text of a request; null for none.</param>
    public bool IsShownBy(string? text) =>
        text is not null && CryptographicOperations.FixedTimeEquals(DigestOf(text), digest);

    private static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{16,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenForm();
}
