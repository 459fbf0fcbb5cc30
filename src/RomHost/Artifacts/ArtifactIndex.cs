using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>
/// Tells which experiments below an output root may have an artifact, by the fingerprint of its inputs. A file in the
/// root keeps a line for each experiment, so that its records are read once. Thread-safe.
/// </summary>
/// <remarks>
/// Nothing depends on the file being right: an answer is a hint where to look, and the record that is found there
/// decides. An experiment whose folders changed since its line was written is read again, so that the file may be
/// missing, old, damaged or made by others, and is not locked: what of it is lost costs reading once more.
/// </remarks>
/// <param name="root">The output root.</param>
/// <param name="own">The name of the experiment that looks, which is left out; null for none.</param>
/// <param name="clock">The clock, which tells when the root is looked at again.</param>
internal sealed class ArtifactIndex(string root, string? own, TimeProvider clock)
{
    /// <summary>The file in the output root.</summary>
    public const string FileName = ".artifacts.jsonl";

    /// <summary>The most experiments that are named for one artifact.</summary>
    public const int MostNamed = 16;

    // Changes with the form of lines.
    private const int Version = 1;
    private const long LongestFile = 1L << 26;

    // What changed just before may change again within the tick of a file system's clock.
    private static readonly TimeSpan Unsettled = TimeSpan.FromSeconds(2);

    // Other processes finish experiments meanwhile.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    // One that is being made changes all the time, and has thousands of records.
    private static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(1);

    private readonly Lock access = new();
    private readonly string path = Path.Combine(root, FileName);
    private Dictionary<string, Entry>? entries;
    private ILookup<ulong, string> experiments = Enumerable.Empty<string>().ToLookup(_ => 0UL);
    private long looked;
    private int records;

    /// <summary>The number of experiments whose records were read.</summary>
    public int Read { get; private set; }

    /// <summary>The number of records that were read.</summary>
    public int Records => records;

    /// <summary>Returns the folders of experiments that may have an artifact.</summary>
    /// <param name="fingerprint">The fingerprint of its inputs.</param>
    /// <param name="keeps">Whether the file is written where it is not up to date.</param>
    /// <param name="cancellation">Cancels the reading of records.</param>
    /// <returns>Absolute paths in the order of their names, at most <see cref="MostNamed"/>.</returns>
    public IReadOnlyList<string> Having(string fingerprint, bool keeps, CancellationToken cancellation = default)
    {
        ulong key = ulong.Parse(fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        lock (access)
        {
            if (entries is null || clock.GetElapsedTime(looked) >= LookAgain) Look(keeps, cancellation);
            return [.. experiments[key].Distinct().Order(StringComparer.Ordinal).Take(MostNamed)
                .Select(name => Path.Combine(root, name))];
        }
    }

    private void Look(bool keeps, CancellationToken cancellation)
    {
        var known = entries ?? Lines(path);
        var found = new Dictionary<string, Entry>();
        bool isNew = false;
        var names = Names(root).Where(name => name != own);
        // What the file tells of the own experiment is kept for others.
        if (own is not null && known.TryGetValue(own, out var ofOwn)) found[own] = ofOwn;
        foreach (var (name, entry, isRead) in names.AsParallel().WithCancellation(cancellation)
            .Select(name => Current(name, known.GetValueOrDefault(name), cancellation)).OfType<(string, Entry, bool)>())
        {
            found[name] = entry;
            if (isRead) Read++;
            isNew |= isRead && entry.IsSettled;
        }
        if (entries is null || found.Any(one => known.GetValueOrDefault(one.Key) != one.Value)
            || found.Count != known.Count)
            experiments = found.SelectMany(one => one.Value.Fingerprints.Select(key => (key, one.Key)))
                .ToLookup(one => one.key, one => one.Key);
        if (keeps && isNew) Write(found);
        (entries, looked) = (found, clock.GetTimestamp());
    }

    private static IReadOnlyList<string> Names(string root)
    {
        try
        {
            return [.. RealFolder.Folders(root).Select(path => Path.GetFileName(path)!)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Null for a folder that is no experiment.
    private (string Name, Entry Entry, bool IsRead)? Current(
        string name, Entry? known, CancellationToken cancellation)
    {
        var folder = new ExperimentFolder(Path.Combine(root, name));
        try
        {
            if (!RealFolder.Exists(folder.Stages)) return null;
            var (state, newest) = StateOf(folder);
            if (known is { IsSettled: true } && known.State == state) return (name, known, false);
            if (known is { IsSettled: false } && clock.GetElapsedTime(known.Read) < ReadAgain)
                return (name, known, false);
            return (name, new Entry(state, FingerprintsIn(folder, cancellation), DateTime.UtcNow - newest > Unsettled)
            {
                Read = clock.GetTimestamp(),
            }, true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The summary is removed and written with every change, records of stages and new runs change their folders.
    private static (string State, DateTime Newest) StateOf(ExperimentFolder folder)
    {
        DateTime[] changes =
        [
            .. new[] { folder.Root, folder.Stages, folder.Ensemble(Configuration.Split.Train),
                folder.Ensemble(Configuration.Split.Test) }.Select(Directory.GetLastWriteTimeUtc),
        ];
        return (string.Join(' ', changes.Select(change => change.Ticks.ToString("x", CultureInfo.InvariantCulture))),
            changes.Max());
    }

    private ulong[] FingerprintsIn(ExperimentFolder folder, CancellationToken cancellation)
    {
        var fingerprints = new HashSet<ulong>();
        var runs = Enum.GetValues<Configuration.Split>().SelectMany(folder.Runs)
            .SelectMany(run => RealFolder.Files(run.Root));
        foreach (string path in RealFolder.Files(folder.Stages).Concat(runs))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Path.GetExtension(path) != ".json" || RealFolder.IsLink(path)) continue;
            Interlocked.Increment(ref records);
            if (ArtifactRecord.Read(path)?.Fingerprint is { } fingerprint)
                fingerprints.Add(ulong.Parse(
                    fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }
        return [.. fingerprints];
    }

    // Of a file that is damaged or foreign, the lines that can be used; only folders in the root are looked up in them.
    private static Dictionary<string, Entry> Lines(string path)
    {
        var lines = new Dictionary<string, Entry>();
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LongestFile }) return lines;
            foreach (string line in RegularFile.ReadLines(path))
                if (Parse(line) is var (name, entry)) lines[name] = entry;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // All records are read then.
        }
        return lines;
    }

    private static (string Name, Entry Entry)? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var entry = json.RootElement;
            if (entry.GetProperty("version").GetInt32() != Version) return null;
            string[] fingerprints = entry.GetProperty("fingerprints").GetString()!
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return entry.GetProperty("folder").GetString() is not { } folder ? null : (folder, new Entry(
                entry.GetProperty("state").GetString()!,
                [.. fingerprints.Select(text => ulong.Parse(
                    text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))],
                IsSettled: true));
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException or OverflowException
                or KeyNotFoundException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }

    // A root that is not writable, or a full disk, leaves the index as it is.
    private void Write(Dictionary<string, Entry> found)
    {
        long left = LongestFile;
        var lines = found.Where(one => one.Value.IsSettled).OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => new JsonObject
            {
                ["folder"] = one.Key,
                ["version"] = Version,
                ["state"] = one.Value.State,
                ["fingerprints"] = string.Join(' ', one.Value.Fingerprints.Select(
                    fingerprint => fingerprint.ToString("x16", CultureInfo.InvariantCulture))),
            }.ToJsonString() + "\n").TakeWhile(line => (left -= line.Length) > 0);
        try
        {
            AtomicFile.WriteText(path, string.Concat(lines));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
        }
    }

    /// <summary>What is known of an experiment.</summary>
    /// <param name="State">The times at which its folders changed last.</param>
    /// <param name="Fingerprints">The fingerprints of its records.</param>
    /// <param name="IsSettled">Whether the folders had not changed just before; an unsettled one is read again.</param>
    private sealed record Entry(string State, ulong[] Fingerprints, bool IsSettled)
    {
        /// <summary>When its records were read.</summary>
        public long Read { get; init; }
    }
}
