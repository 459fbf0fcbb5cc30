using System.Text;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Tests.Configuration;

/// <summary>The cost of a hostile configuration is bounded by its length.</summary>
public class BoundedConfigurationTests
{
    // Measured maximum: 476, where every two bytes are a value of a list. A value takes about 600 bytes while it is
    // read.
    private const int MostBytesForEachByte = 600;
    private const int Constant = 8_000_000;

    public static TheoryData<string> Hostile =>
    [
        "values below long keys", "unknown keys", "unknown keys of the predecessor", "unknown keys with points",
        "a list in place of a number", "aliases of a long text", "brackets", "lines of brackets",
        "open quote", "anchors",
        "second keys on a line", "blanks behind a dash", "unusual values", "combinations", "digits",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void WhatIsAllocated_IsBoundedByTheFilesLength(string kind)
    {
        byte[] file = Encoding.UTF8.GetBytes(TextOf(kind));
        Assert.InRange(file.Length, 100_000, YamlTreeReader.MaxBytes);
        Allocated(Encoding.UTF8.GetBytes("seed: x")); // what is allocated once
        (long bytes, string message) = Allocated(file);
        Assert.InRange(bytes, 0, (MostBytesForEachByte * (long)file.Length) + Constant);
        Assert.InRange(message.Length, 1, 100_000);
    }

    private static string TextOf(string kind) => kind switch
    {
        "values below long keys" =>
            string.Concat(
                Enumerable.Range(0, 60).Select(depth => $"{new string(' ', depth)}{new string('k', 1000)}:\n"))
            + $"{new string(' ', 60)}[{string.Join(',', Enumerable.Repeat('1', 95_000))}]",
        "unknown keys" => "density:\n" + Lines(80_000, i => $"  a{i}: 1"),
        "unknown keys of the predecessor" => "train_ic: {}\nsim:\n" + Lines(80_000, i => $"  a{i}: 1"),
        "unknown keys with points" => "train_ic: {}\n" + Lines(60_000, i => $"sim.a{i}: 1"),
        "a list in place of a number" => $"seed: [{string.Join(',', Enumerable.Repeat('1', 95_000))}]",
        "aliases of a long text" =>
            $"a: &a \"{new string('x', 500_000)}\"\nb: [{string.Join(',', Enumerable.Repeat("*a", 95_000))}]",
        "brackets" => "a: " + new string('[', 700_000),
        "lines of brackets" => "a:\n" + Lines(200_000, _ => " [") + "\"",
        "open quote" => "a: \"" + new string('\\', 900_000),
        "anchors" => "a:\n" + Lines(40_000, i => $"  k{i}: &a{i} {i}"),
        "second keys on a line" => new string('a', 300_000) + string.Concat(Enumerable.Repeat(": ", 200_000)),
        "blanks behind a dash" => $"a: 1\n -{new string(' ', 900_000)}x\n   y: \"",
        "unusual values" =>
            Sample.With("lag: 3", $"lag: 3\n    ridge_alpha: [{string.Join(',', Enumerable.Repeat("1e9", 90_000))}]"),
        "combinations" =>
            Sample.With("radius: [2, 3]", $"radius: [{string.Join(',', Enumerable.Repeat('2', 60_000))}]\n"
            + $"      width: [{string.Join(',', Enumerable.Repeat('2', 30_000))}]"),
        "digits" => "seed: " + new string('9', 1_000_000),
        _ => throw new ArgumentException(kind),
    };

    private static string Lines(int count, Func<int, string> line) =>
        string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private static (long Bytes, string Message) Allocated(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ConfigurationException>(
            () => new ExperimentBinder(Fakes.FakePlugins.All).Bind(ConfigurationDocument.Parse(file, "f.yaml")));
        return (GC.GetAllocatedBytesForCurrentThread() - before, error.Message);
    }

    [Fact]
    public void ManyErrors_AreCountedAndTheFirstNamed()
    {
        string text = Sample.With("nx: 8", "nx: 8\n" + Lines(5000, i => $"  a{i}: 1"));
        var error = Assert.Throws<ConfigurationException>(() => Sample.Bind(text));
        string[] lines = error.Message.Split(Environment.NewLine);
        Assert.Equal(ConfigurationException.MostNamed + 1, lines.Length);
        Assert.StartsWith("f.yaml:18:3: density.a0: unknown key", lines[0]);
        Assert.Equal("… and 4900 more errors; mend these first", lines[^1]);
    }

    [Fact]
    public void ManyWarnings_AreCountedAndTheFirstNamed()
    {
        ConfigurationWarning[] warnings =
            [.. Enumerable.Range(0, 1000).Select(i => new ConfigurationWarning(default, "", $"{i}"))];
        Assert.Equal(101, ConfigurationWarning.Lines(warnings).Count());
        Assert.Equal("… and 900 more warnings", ConfigurationWarning.Lines(warnings).Last());
        Assert.Equal(100, ConfigurationWarning.Lines(warnings[..100]).Count());
    }

    [Theory]
    [InlineData("9")]
    [InlineData("1_0")]
    [InlineData("1,0")]
    [InlineData("0")]
    [InlineData("1:59")]
    [InlineData("x")]
    public void ALongValue_IsCutInItsMessage(string piece)
    {
        string value = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        foreach (string key in new[] { "lag", "ridge_alpha", "enabled", "stability", "plugin", "name" })
        {
            string text = key is "plugin" ? Sample.With("plugin: mvar", $"plugin: {value}")
                : key is "name" ? Sample.With("name: A", $"name: {value}") : Sample.With("lag: 3", $"{key}: {value}");
            Assert.All(Sample.Errors(text), error => Assert.InRange(error.Length, 1, 600));
        }
    }

    [Fact]
    public void ALongKey_IsRefused()
    {
        string error = Assert.Single(Sample.Errors($"? {new string('k', 1025)}\n: 1\n"));
        Assert.StartsWith("f.yaml:1:3: expected a key of at most 1024 characters, found 1025: 'kkkk", error);
        Assert.InRange(error.Length, 1, 200);
    }

    [Fact]
    public void ALongPath_IsCutAtItsBeginning()
    {
        ConfigPath path = ConfigPath.Root;
        for (int i = 0; i < 50; i++) path = path.Key(new string('k', 100)).Item(i);
        Assert.StartsWith("….kkk", path.ToString());
        Assert.EndsWith("k…[49]", path.ToString());
        Assert.InRange(path.ToString().Length, 200, 300);
        Assert.Equal("models[1].lag", ConfigPath.Root.Key("models").Item(1).Key("lag").ToString());
    }

    [Fact]
    public void AnOverrideWithManySegments_IsRefused()
    {
        string error =
            Assert.Single(Sample.Errors(Sample.Block, string.Join('.', Enumerable.Repeat('a', 60_000)) + "=1"));
        Assert.Contains("expected a path such as models.LSTM.hidden_units", error);
        Assert.InRange(error.Length, 1, 300);
    }

    [Fact]
    public void AKeyWithPoints_SaysThatPointsNestNothing()
    {
        Assert.Contains(
            "a point nests no keys in a file: write 'density:' and below it, indented, the rest",
            Assert.Single(Sample.Errors(Sample.With("  nx: 8", "density.nx: 8"))));
        Assert.Contains(
            "it is given at f.yaml:17:3 already",
            Assert.Single(Sample.Errors(Sample.With("models:", "density.nx: 9\nmodels:"))));
        Assert.Contains(
            "it is given at --set density.bandwidth already",
            Assert.Single(Sample.Errors(
                Sample.With("models:", "density.bandwidth: 9\nmodels:"), "density.bandwidth=2")));
    }

    [Theory]
    [InlineData("-0.4")]
    [InlineData("1.4")]
    [InlineData("1e300")]
    [InlineData("-1e-300")]
    public void ARangeOfWholeBounds_HoldsForNumbersWithoutRounding(string value) => Assert.Equal(
        [$"f.yaml:21:19: models[0].weight_decay: expected a value from 0 to 1, found {value}"],
        Sample.Errors(Sample.With("plugin: mvar\n    lag: 3", $"plugin: lstm\n    weight_decay: {value}")));
}
