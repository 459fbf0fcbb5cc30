using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>
/// Describes artifacts and their inputs. It is written after the artifacts, so artifacts without a record are
/// unfinished; they are current as long as today's inputs are the same.
/// </summary>
/// <param name="Inputs">Configuration keys, plugins and upstream records with their values.</param>
/// <param name="Outputs">Length and digest of each file, by its path relative to the record's folder.</param>
/// <param name="Facts">Results for later stages and the summary.</param>
/// <param name="Seconds">Time for making them.</param>
internal sealed record ArtifactRecord(
    IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, ArtifactFile> Outputs, JsonObject Facts,
    double Seconds)
{
    /// <summary>Whether its archives are compressed, as <c>output.compress</c> was; null for no.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Compressed { get; init; }

    /// <summary>
    /// The experiment from which the artifacts were taken, or of whose data they were made; null where this one made
    /// them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LinkedFrom { get; init; }

    /// <summary>SHA-256 of the whole record, which proves that it is as written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sha256 { get; init; }

    /// <summary>SHA-256 of the facts alone, in place of <see cref="Sha256"/> in records of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FactsSha256 { get; init; }

    /// <summary>The reason for artifacts that were never made.</summary>
    public const string Missing = "missing";

    /// <summary>A digest of <see cref="Inputs"/>, by which downstream records refer to this one.</summary>
    public string Fingerprint => FingerprintOf(Inputs);

    /// <summary>Whether it is that of a failed attempt, which the next start repeats.</summary>
    [JsonIgnore]
    public bool HasFailed => Inputs.ContainsKey(Staleness.Outcome);

    /// <summary>Computes a digest of inputs, independent of their order.</summary>
    /// <param name="inputs">The inputs.</param>
    public static string FingerprintOf(IReadOnlyDictionary<string, string> inputs)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in inputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(value).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>Creates a record of files just written.</summary>
    /// <param name="recordPath">The path of the future record.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="files">The files.</param>
    /// <param name="facts">Results for later stages.</param>
    /// <param name="seconds">Time for making them.</param>
    /// <param name="isCompressed">Whether archives among them are compressed.</param>
    /// <param name="linkedFrom">The other experiment of whose data they were made; null for none.</param>
    public static ArtifactRecord Of(
        string recordPath, IReadOnlyDictionary<string, string> inputs, IEnumerable<string> files, JsonObject facts,
        double seconds, bool isCompressed = false, string? linkedFrom = null)
    {
        string folder = Path.GetDirectoryName(recordPath)!;
        var outputs = files.ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), ArtifactFile.Of);
        return new ArtifactRecord(inputs, outputs, facts, seconds)
        {
            Compressed = isCompressed ? true : null,
            LinkedFrom = linkedFrom,
        }.Sealed();
    }

    /// <summary>Returns a copy with the checksum of its content.</summary>
    public ArtifactRecord Sealed() =>
        this with { Sha256 = DigestOf(Content.Of(this)), FactsSha256 = null };

    /// <summary>Writes the record.</summary>
    /// <param name="path">Its file.</param>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.WriteText(path, JsonText.Of(this));
    }

    /// <summary>Writes the record, unless there is one.</summary>
    /// <param name="path">Its file.</param>
    public void WriteNew(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.TryWriteNew(path, JsonText.Of(this));
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">Its file.</param>
    /// <returns>The record, or null when it is missing, cannot be read, or was changed.</returns>
    public static ArtifactRecord? Read(string path)
    {
        try
        {
            var record = File.Exists(path) ? JsonText.Read<ArtifactRecord>(path) : null;
            return record is not null && record.Inputs.Values.All(value => value is not null) && record.IsWhole
                ? record
                : null;
        }
        // A text with half a surrogate pair is refused only when the facts are written for their digest.
        catch (Exception e)
            when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException
                or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Returns the reason why artifacts have to be made again.</summary>
    /// <param name="path">Their record.</param>
    /// <param name="inputs">Today's inputs.</param>
    /// <param name="record">The record, when they are current.</param>
    /// <param name="cancellation">Cancels the reading of the artifacts.</param>
    /// <param name="acceptsFailure">Whether an attempt that failed counts as current.</param>
    /// <returns>Null when they are current, else the reason.</returns>
    public static string? ReasonToMake(
        string path, IReadOnlyDictionary<string, string> inputs, out ArtifactRecord? record,
        CancellationToken cancellation = default, bool acceptsFailure = false)
    {
        record = Read(path);
        if (acceptsFailure && record?.Inputs.GetValueOrDefault(Staleness.Outcome) is { } outcome)
            inputs = new Dictionary<string, string>(inputs) { [Staleness.Outcome] = outcome };
        string? reason = record is null
            ? Absence(path)
            : Staleness.Between(record.Inputs, inputs) ?? Damage(path, record.Outputs, cancellation);
        if (reason is not null) record = null;
        return reason;
    }

    /// <summary>Makes a value of the facts. The checksum does not say that they have the expected form.</summary>
    /// <param name="path">The record's file.</param>
    /// <param name="read">Makes the value.</param>
    /// <exception cref="InvalidDataException">They have another form; the message names the record.</exception>
    public T FactsAs<T>(string path, Func<JsonObject, T> read)
    {
        try
        {
            return read(Facts);
        }
        catch (Exception e) when (ShowsAnotherForm(e))
        {
            throw new InvalidDataException(
                $"{path} is not as a run writes it ({e.Message}); delete it and run again", e);
        }
    }

    /// <summary>Returns how the facts differ from the form that a run writes.</summary>
    /// <param name="read">Reads the facts, and throws where they have another form.</param>
    /// <returns>The fault; null for none.</returns>
    public string? FaultOfFacts(Action<JsonObject> read)
    {
        try
        {
            read(Facts);
            return null;
        }
        catch (Exception e) when (ShowsAnotherForm(e))
        {
            return e.Message;
        }
    }

    /// <summary>Returns the paths of its files.</summary>
    /// <param name="path">The record's file.</param>
    public IEnumerable<string> Files(string path) =>
        Outputs.Keys.Select(name => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, name)));

    /// <summary>Returns the first of its files that is missing or has another length.</summary>
    /// <param name="path">The record's file.</param>
    /// <returns>The fault; null when all files are present.</returns>
    public string? MissingOutput(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        return Outputs.Where(output => new FileInfo(Path.Combine(folder, output.Key)) is var file
                && (!file.Exists || file.Length != output.Value.Bytes))
            .Select(output => $"{Path.GetFileName(output.Key)} gone or of another length").FirstOrDefault();
    }

    private static bool ShowsAnotherForm(Exception e) =>
        e is JsonException or InvalidOperationException or FormatException or ArgumentException
            or NullReferenceException;

    private static string Absence(string path) =>
        File.Exists(path) ? $"damaged: {Path.GetFileName(path)} is not a whole record" : Missing;

    private static string? Damage(
        string recordPath, IReadOnlyDictionary<string, ArtifactFile> outputs, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(recordPath)!;
        foreach (var (name, written) in outputs)
        {
            if (written.DamageOf(Path.Combine(folder, name), cancellation) is { } damage) return damage;
        }
        return null;
    }

    // A record of an earlier version is stale because of its build; only its reason is read.
    private bool IsWhole => Sha256 is not null
        ? Sha256 == DigestOf(Content.Of(this))
        : FactsSha256 == DigestOf(Facts);

    private static string DigestOf<T>(T content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Of(content))));

    private sealed record Content(
        IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, ArtifactFile> Outputs, JsonObject Facts,
        double Seconds)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? Compressed { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? LinkedFrom { get; init; }

        public static Content Of(ArtifactRecord record) => new(
            record.Inputs, record.Outputs, record.Facts, record.Seconds)
        {
            Compressed = record.Compressed,
            LinkedFrom = record.LinkedFrom,
        };
    }
}
