using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Host.EndToEnd;

/// <summary>Follows the README as a reader would.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(HostProcess.Repository, "README.md"));

    [Fact]
    public void ModelOfTheReadme_Builds_Loads_AndIsScoredBesideTheOthers()
    {
        using var folder = new TestFolder();
        string project = folder.Combine("source", "Persistence");
        Directory.CreateDirectory(project);
        File.WriteAllText(Path.Combine(project, "Persistence.cs"), CodeBlock().Match(Readme).Groups[1].Value);
        File.WriteAllText(Path.Combine(project, "Persistence.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <EnableDynamicLoading>true</EnableDynamicLoading>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(Rom.Abstractions.IRomPlugin).Assembly.Location}" Private="false" />
                <PackageReference Include="Microsoft.Extensions.DependencyInjection.Abstractions" Version="10.0.0"
                                  ExcludeAssets="runtime" />
              </ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "--nologo"])
        {
            RedirectStandardOutput = true,
        };
        using (var build = Process.Start(start)!)
        {
            string output = build.StandardOutput.ReadToEnd();
            build.WaitForExit();
            Assert.True(build.ExitCode == 0, output);
        }
        string plugin = folder.Combine("Persistence");
        Directory.Move(Path.Combine(project, "bin", "Release", "net10.0"), plugin);
        folder.Write("small.yaml", SmallExperiment.Yaml);
        HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin,
            "--set", "models=[{name: MVAR, plugin: mvar, lag: 4}, {name: Persistence, plugin: persistence}]").Expect(0);
        var model = JsonNode.Parse(
            File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!["Persistence"]!;
        Assert.Equal("ok", (string?)model["status"]);
        Assert.NotNull((double?)model["test_metrics"]!["r2_reconstructed"]);
    }

    [Fact]
    public void FirstCommandOfTheReadme_RunsTheQuickstart_AndWritesWhatItSays()
    {
        string command = Readme.Split('\n')
            .Single(line => line.StartsWith("dotnet run --project src/RomHost", StringComparison.Ordinal));
        string[] arguments = command[(command.IndexOf(" -- ", StringComparison.Ordinal) + 4)..].Split(' ');
        using var folder = new TestFolder();
        string config = Path.Combine(HostProcess.Repository, "configs", "quickstart.yaml");
        var result = HostProcess.Run(
            folder.Path,
            [
                .. arguments.Select(argument => argument == "configs/quickstart.yaml" ? config : argument),
                // Two processes show the same columns as twenty.
                "--set", "benchmark.processes=2",
            ]).Expect(0);
        // Times differ with the machine, and libtorch's training with the type of processor.
        string[] shown = TableOf(Readme), printed = TableOf(result.Output);
        Assert.Equal(3, shown.Length);
        Assert.Equal(shown.Select(row => Cells(row, 0, 1, 3, 6)), printed.Select(row => Cells(row, 0, 1, 3, 6)));
        Assert.Equal(Cells(shown[1], 2), Cells(printed[1], 2));
        Assert.True(File.Exists(folder.Combine("oscar_output", "demo", "summary.json")));
    }

    private static string[] TableOf(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("│ ", StringComparison.Ordinal)).Take(3)];

    private static string Cells(string row, params int[] columns)
    {
        string[] cells = row.Trim('│', ' ', '\r').Split('│', StringSplitOptions.TrimEntries);
        return string.Join(" | ", columns.Select(column => cells[column]));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
