using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Rom.Abstractions;

namespace Misbehaving;

/// <summary>Trains the misbehaving model, or fails to.</summary>
/// <param name="options">The fault.</param>
public sealed class MisbehavingTrainer(MisbehavingOptions options) : IRomModelTrainer
{
    private const string FileName = "dimension.txt";

    private static int loads;
    private static bool isTrainedHere;

    private readonly Fault fault = Begun(options.Fault);

    /// <inheritdoc/>
    public int MaxLag
    {
        get
        {
            if (fault == Fault.MaxLagExits) Environment.Exit(0);
            return fault == Fault.NoMaxLag ? 0 : 1;
        }
    }

    /// <inheritdoc/>
    public MemoryNeed? MemoryFor(int runs, int frames, int dimension)
    {
        if (fault == Fault.MemoryExits) Environment.Exit(0);
        return fault != Fault.Devours ? null : new()
        {
            Purpose = $"a training with {dimension} modes",
            Bytes = dimension == 1 ? 0 : 1e18,
            Cure = "take another model",
        };
    }

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        isTrainedHere = true;
        if (fault == Fault.WritesData) Write(data.Run(0));
        if (fault == Fault.Exits) Environment.Exit(0);
        if (fault == Fault.OverflowsStack) Descend(1);
        if (fault == Fault.WritesAnywhere) Marshal.WriteInt64(new nint(4096), 42);
        while (fault == Fault.Loops) Thread.Sleep(1);
        if (fault == Fault.Prints) Console.WriteLine("a line");
        if (fault is Fault.LeavesProcess or Fault.LeavesProcessAndExits) LeaveProcess();
        if (fault == Fault.LeavesProcessAndExits) Environment.Exit(0);
        for (int line = 0; fault == Fault.PrintsVeryMuch && line < 10_000; line++)
            Console.WriteLine(new string('x', 1000));
        return fault switch
        {
            Fault.MessageThrows => throw new SilentException(),
            Fault.LongMessage => throw new InvalidOperationException(new string('x', 10_000_000)),
            Fault.TrainsOnce when !IsFirst() => throw new InvalidOperationException("the licence server is down"),
            Fault.Diverges =>
                throw new TrainingDivergedException("the loss became NaN in epoch 3; lower the learning rate"),
            Fault.ReachesOutside => new Model((new int[1])[data.RunCount], fault),
            Fault.TrainsNothing => null!,
            Fault.Throws => throw new InvalidOperationException("a bug in the plugin"),
            _ => new Model(data.Dimension, fault),
        };
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory)
    {
        bool isTrial = directory.EndsWith(".partial", StringComparison.Ordinal);
        if (fault == Fault.LoadsOnce && !isTrainedHere && Interlocked.Increment(ref loads) > 1)
            throw new InvalidOperationException("the device is busy");
        if (fault == Fault.LoadsAfterTrainingOnly && !isTrial)
            throw new InvalidOperationException("the device is gone");
        if (fault == Fault.LoadsNothing) return null!;
        if (fault == Fault.LoadExits && !isTrial) Environment.Exit(7);
        if (fault == Fault.LoadLoops && !isTrial) LoadForever();
        int dimension = int.Parse(File.ReadAllText(Path.Combine(directory, FileName)));
        if (fault == Fault.LoadDeletes || (fault == Fault.LoadDeletesLater && !isTrial))
            Directory.Delete(directory, recursive: true);
        if (fault == Fault.LoadLinks && !isTrial) PutLink(directory);
        if (fault == Fault.TimingExits && Environment.GetCommandLineArgs().Contains("--repetition"))
            Environment.Exit(0);
        return new Model(dimension, fault) { IsLoaded = true };
    }

    private static Fault Begun(Fault fault)
    {
        if (fault == Fault.ConstructorOverflows) Descend(1);
        while (fault == Fault.ConstructorLoops) Thread.Sleep(1);
        if (fault == Fault.NamesProcess)
        {
            File.AppendAllText(
                Path.ChangeExtension(typeof(MisbehavingTrainer).Assembly.Location, ".asked"),
                $"{Environment.ProcessId}\n");
        }
        return fault switch
        {
            Fault.CannotBeMade => throw new InvalidOperationException("no licence was found"),
            Fault.RefusesOptions => throw new ArgumentException("this fault is not to be had"),
            _ => fault,
        };
    }

    // That it has begun is written where the plugin lies.
    private static void LoadForever()
    {
        File.WriteAllText(Path.ChangeExtension(typeof(MisbehavingTrainer).Assembly.Location, ".loading"), "");
        Thread.Sleep(Timeout.Infinite);
    }

    // Its number is written where the plugin lies.
    private static void LeaveProcess()
    {
        using var left = Process.Start(new ProcessStartInfo("sleep", "1000") { UseShellExecute = false })!;
        File.AppendAllText(Path.ChangeExtension(typeof(MisbehavingTrainer).Assembly.Location, ".left"), $"{left.Id}\n");
    }

    private static void PutLink(string directory)
    {
        Directory.Delete(directory, recursive: true);
        Directory.CreateSymbolicLink(directory, Path.GetDirectoryName(typeof(MisbehavingTrainer).Assembly.Location)!);
    }

    private static int Descend(int depth) => depth > 0 ? Descend(depth + 1) + 1 : 0;

    private static void Write(ReadOnlySpan<double> span) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length).Fill(42);

    private static bool IsFirst()
    {
        string marker = Path.ChangeExtension(typeof(MisbehavingTrainer).Assembly.Location, ".trained");
        string process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (File.Exists(marker)) return File.ReadAllText(marker) == process;
        File.WriteAllText(marker, process);
        return true;
    }

    private sealed class Model(int dimension, Fault fault) : IRomModel
    {
        private readonly byte[] hoard = new byte[fault == Fault.Hoards ? 200 << 20 : 0];

        private int readings;
        private int lag;

        public bool IsLoaded { get; init; }

        public int Lag => fault switch
        {
            Fault.NoLag => 0,
            Fault.LongLag => 7,
            Fault.LoadsLongLag when IsLoaded => 7,
            Fault.GrowingLag => ++lag,
            _ => 1,
        };

        public int LatentDimension =>
            fault == Fault.WrongDimension || (fault == Fault.LoadsOtherDimension && IsLoaded)
                ? dimension + 1
                : dimension;

        public long ParameterCount => fault == Fault.NegativeParameters ? -4 : 0;

        public long ParameterBytes => hoard.Length;

        public ModelComplexity Complexity => fault switch
        {
            Fault.NullComplexity => null!,
            Fault.ComplexityRunsOut when readings++ > 0 =>
                throw new InvalidOperationException("the declaration is gone"),
            _ =>
                new(1, fault == Fault.NullFormula ? null! : "O(1)", "O(1)", fault == Fault.NullSizes
                    ? null!
                    : new Dictionary<string, long>()),
        };

        public IReadOnlyDictionary<string, double> Diagnostics => fault switch
        {
            Fault.NullDiagnostics => null!,
            Fault.LongDiagnostics => new Dictionary<string, double> { [new string('x', 8_000_000)] = 1 },
            Fault.DiagnosticsThrow => throw new InvalidOperationException("no diagnosis"),
            _ => new Dictionary<string, double> { ["growth"] = double.PositiveInfinity },
        };

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            if (fault == Fault.GrowingLag)
            {
                forecast.Clear();
                return;
            }
            ForecastArguments.Check(this, window, steps, forecast);
            if (fault == Fault.ForecastExits) Environment.Exit(0);
            while (fault == Fault.ForecastLoops) Thread.Sleep(1);
            if (fault == Fault.Prints) Console.Write("more");
            if (fault == Fault.ForecastOutOfMemory) throw new OutOfMemoryException("no room for the table");
            if (fault == Fault.ForecastThrows) throw new InvalidOperationException("the table has no such state");
            if (fault is Fault.LoadsOnce or Fault.TrainsOnce or Fault.Hoards or Fault.ComplexityRunsOut
                or Fault.WritesWindow or Fault.Prints or Fault.TimingExits
                or Fault.SavesBackslash or Fault.LeavesProcess or Fault.PrintsVeryMuch)
            {
                for (int k = 0; k < steps; k++) window.CopyTo(forecast[(k * dimension)..]);
                if (fault == Fault.WritesWindow) Write(window);
                return;
            }
            double value = 1e300;
            for (int i = 0; i < forecast.Length; i++) forecast[i] = value *= 1e10;
        }

        public void Save(string directory)
        {
            if (fault == Fault.SavesNothing) return;
            if (fault == Fault.SavesLink) PutLink(directory);
            if (fault == Fault.SavesPipe) Process.Start("mkfifo", [Path.Combine(directory, "pipe")]).WaitForExit();
            if (fault == Fault.SavesFile)
            {
                Directory.Delete(directory);
                File.WriteAllText(directory, "mine");
                return;
            }
            File.WriteAllText(Path.Combine(directory, FileName), $"{dimension}");
            if (fault == Fault.SavesBackslash) File.WriteAllText(Path.Combine(directory, "a\\b.txt"), "mine");
            if (fault == Fault.SavesResults) File.WriteAllText(Path.Combine(directory, "test_results.csv"), "mine");
        }
    }
}
