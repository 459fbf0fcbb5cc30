using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Fuzz.Tests.Mutations;

namespace Fuzz.Tests;

/// <summary>
/// Reads mutated files with one reader. Input number i of a seed is always the same. A violation (an undocumented
/// exception, a hang, unbounded memory, an endless message) is a finding; its input is kept.
/// </summary>
internal sealed class FuzzRun
{
    private const int MostFindings = 20;
    private const int LongestMessage = 64 * 1024;

    private readonly Target target;
    private readonly int seed;
    private readonly string folder;
    private readonly SortedDictionary<string, int> outcomes = new(StringComparer.Ordinal);
    private readonly List<string> findings = [];
    private long begun; // of the input that is being read; 0 between inputs
    private int count;

    private FuzzRun(Target target, int seed)
    {
        (this.target, this.seed) = (target, seed);
        folder = Directory.CreateTempSubdirectory("romhost-fuzz-").FullName;
        foreach (Sample file in target.Surroundings) Write(file);
    }

    /// <summary>Runs one target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">The seed of the inputs.</param>
    /// <param name="goesOn">Whether to read another input, given the number read so far.</param>
    public static FuzzReport Of(Target target, int seed, Func<int, bool> goesOn)
    {
        var run = new FuzzRun(target, seed);
        run.Watch(() =>
        {
            while (run.findings.Count < MostFindings && goesOn(run.count)) run.Next();
        });
        return run.End();
    }

    /// <summary>Reads one input that was kept.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">The input.</param>
    public static FuzzReport Replay(Target target, Sample input)
    {
        var run = new FuzzRun(target, 0);
        run.Watch(() => run.Try(input));
        return run.End();
    }

    private void Next()
    {
        var random = new Random(unchecked(seed * 1_000_003 + count));
        Sample sample = target.Corpus[random.Next(target.Corpus.Count)];
        Try(sample with { Bytes = Mutator.For(sample.Extension).Mutate(sample.Bytes, random) });
        if (target.Surroundings.FirstOrDefault(file => file.Name == sample.Name) is { } original) Write(original);
    }

    private void Try(Sample input)
    {
        string path = Write(input);
        long before = GC.GetTotalAllocatedBytes();
        Volatile.Write(ref begun, Stopwatch.GetTimestamp());
        string outcome;
        try
        {
            outcome = target.Read(path);
        }
        catch (Exception e) when (target.Documented.Contains(e.GetType()))
        {
            outcome = e.GetType().Name;
            if (e.Message.Length > LongestMessage) Find(input, $"a message of {e.Message.Length} characters");
            if (target.NamesItsFile && !e.Message.Contains(Path.GetFileName(path), StringComparison.Ordinal))
                Find(input, $"a refusal that does not name the file: {e.Message}");
        }
        catch (Exception e)
        {
            outcome = e.GetType().Name;
            Find(input, e.ToString());
        }
        Volatile.Write(ref begun, 0);
        long allocated = GC.GetTotalAllocatedBytes() - before;
        if (allocated > target.Allowance && allocated > target.Allowance + 10 * Inflated(input.Bytes))
            Find(
                input,
                $"{allocated} bytes were allocated for a file of {input.Bytes.Length} that "
                + $"holds {Inflated(input.Bytes)}");
        outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        count++;
    }

    // Runs on a thread of its own, which is abandoned if it hangs.
    private void Watch(Action work)
    {
        var worker = new Thread(() => work()) { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (Volatile.Read(ref begun) is not (not 0 and var start)
                || Stopwatch.GetElapsedTime(start) < target.Patience)
                continue;
            lock (findings) findings.Add($"{target.Name}: no end within {target.Patience.TotalSeconds} s: {Current()}");
            return;
        }
    }

    private FuzzReport End()
    {
        lock (findings)
        {
            if (!findings.Any(finding => finding.Contains("no end within", StringComparison.Ordinal)))
                Directory.Delete(folder, recursive: true);
            return new FuzzReport(target.Name, count, outcomes, [.. findings]);
        }
    }

    private void Find(Sample input, string problem)
    {
        string kept = Path.Combine(
            Directory.CreateDirectory(FuzzSettings.Findings).FullName,
            string.Create(
                CultureInfo.InvariantCulture, $"{target.Name}.{seed}.{count}.{input.Name.Replace('/', '~')}"));
        File.WriteAllBytes(kept, input.Bytes);
        lock (findings) findings.Add($"{target.Name}: input {count} of seed {seed}, kept as {kept}: {problem}");
    }

    private string Current() => string.Join(", ", Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));

    // Written before it is read, so that it survives the death of the process.
    private string Write(Sample file)
    {
        string path = Path.Combine(folder, file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.Bytes);
        return path;
    }

    /// <summary>Bytes of a file plus those that its archive's entries inflate to, as far as they do.</summary>
    private static long Inflated(byte[] bytes)
    {
        long sum = bytes.Length;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read, false, Encoding.UTF8);
            var buffer = new byte[1 << 16];
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                for (int read; (read = stream.Read(buffer)) > 0;) sum += read;
            }
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or NotSupportedException or ArgumentException
                or OverflowException)
        {
            // The rest is not an archive.
        }
        return sum;
    }
}
