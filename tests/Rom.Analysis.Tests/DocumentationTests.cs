using System.Text.Json;
using Rom.Abstractions;

namespace Rom.Analysis.Tests;

/// <summary>The page's examples are this project's code, and they run.</summary>
public class DocumentationTests
{
    [Theory]
    [InlineData("quick")]
    [InlineData("comparison")]
    public void Page_ShowsTheCodeThatRunsHere(string example)
    {
        string source = Read("DocumentedExamples.cs");
        int start = source.IndexOf('\n', source.IndexOf($"// <{example}>", StringComparison.Ordinal)) + 1;
        int end = source.IndexOf($"// </{example}>", StringComparison.Ordinal);
        string[] lines = source[start..end].TrimEnd().Split('\n');
        string code = string.Join('\n', lines.Select(line => line.Length > 8 ? line[8..] : line));
        Assert.Contains($"```csharp\n{code}\n```", Read("runtime-analyzer.md"));
    }

    [Fact]
    public void Examples_ProfileAndCompare()
    {
        var persistence = DocumentedExamples.Quick();
        Assert.Equal("ok", persistence.Status);
        DocumentedExamples.Comparison(persistence, new PlantedTrainer(), new LatentDataset(2, 1, [new double[20]]));
        using var json = JsonDocument.Parse(File.ReadAllText("runtime_comparison.json"));
        Assert.True(json.RootElement.GetProperty("inference_speedup").TryGetProperty("mine_vs_persistence", out _));
        File.Delete("runtime_comparison.json");
    }

    private static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documentation", name)).ReplaceLineEndings("\n");

    private sealed class PlantedTrainer : IRomModelTrainer
    {
        public int MaxLag => 3;

        public IRomModel Train(LatentDataset data, TrainingContext context) => new PlantedModel(_ => 1);

        public IRomModel Load(string directory) => throw new NotSupportedException();
    }
}
