
namespace Fuzz.Tests;

/// <summary>Checks that violations are found, and nothing else, and that the same seed gives the same inputs.</summary>
[Collection("one at a time")]
public sealed class PlantedFaultTests : IDisposable
{
    private static readonly Sample Sample = new("planted.txt", "begin 1 2 3 end"u8.ToArray());

    [Fact]
    public void AnExceptionThatIsNotDocumented_IsFound_AndItsInputKept()
    {
        var report = Run(path => throw new InvalidOperationException(path));
        Assert.Equal(10, report.Findings.Count);
        string kept = Path.Combine(FuzzSettings.Findings, "planted.7.3.planted.txt");
        Assert.Contains(
            report.Findings,
            finding => finding.Contains(kept, StringComparison.Ordinal)
                && finding.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.True(File.Exists(kept));
    }

    public void Dispose()
    {
        foreach (string file in Directory.EnumerateFiles(
            Directory.CreateDirectory(FuzzSettings.Findings).FullName, "planted.*"))
            File.Delete(file);
    }

    [Fact]
    public void ADerivedException_IsNotTheDocumentedOne() =>
        Assert.Equal(10, Run(path => throw new DirectoryNotFoundException(path), typeof(IOException)).Findings.Count);

    [Fact]
    public void ADocumentedException_IsAnAnswer_WhereItNamesTheFile()
    {
        var report = Run(
            path => throw new InvalidDataException($"{path}: expected nothing"), typeof(InvalidDataException));
        Assert.Empty(report.Findings);
        Assert.Equal(10, report.Outcomes["InvalidDataException"]);
        Assert.Equal(
            10,
            Run(_ => throw new InvalidDataException("expected nothing"), typeof(InvalidDataException)).Findings.Count);
        Assert.Equal(
            10,
            Run(path => throw new InvalidDataException(path + new string('x', 100_000)),
                typeof(InvalidDataException)).Findings.Count);
    }

    [Fact]
    public void MemoryWithoutBound_IsFound() =>
        Assert.Equal(10, Run(_ => $"read {new byte[20 << 20].Length}").Findings.Count);

    [Fact]
    public void AHang_IsFound_AndNamesItsInput()
    {
        using var never = new ManualResetEventSlim();
        var target = new Target(
            "planted", [Sample], _ => never.Wait(TimeSpan.FromMinutes(1)) ? "read" : "read")
        {
            Patience = TimeSpan.FromSeconds(1),
        };
        var report = FuzzRun.Of(target, 7, count => count < 10);
        never.Set();
        Assert.Contains("planted.txt", Assert.Single(report.Findings));
    }

    [Fact]
    public void TheSameSeed_GivesTheSameInputs_AndAnotherGivesOthers()
    {
        Assert.Equal(Inputs(1), Inputs(1));
        Assert.NotEqual(Inputs(1), Inputs(2));
        Assert.True(Inputs(1).Distinct().Count() > 150);

        static List<string> Inputs(int seed)
        {
            var inputs = new List<string>();
            foreach (string name in (string[])["npz", "state-dict", "configuration", "table", "record"])
            {
                var target = Targets.AllTargets.Named(name);
                var remembering = target with
                {
                    Read = path =>
                    {
                        inputs.Add(Convert.ToHexString(File.ReadAllBytes(path)));
                        return "read";
                    },
                };
                FuzzRun.Of(remembering, seed, count => count < 40);
            }
            return inputs;
        }
    }

    private static FuzzReport Run(Func<string, string> read, params Type[] documented) =>
        FuzzRun.Of(new Target("planted", [Sample], read, documented), 7, count => count < 10);
}
