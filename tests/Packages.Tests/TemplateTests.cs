namespace Packages.Tests;

/// <summary>A project of each template, unchanged.</summary>
public sealed class TemplateTests(Installation user)
{
    // A name that is no identifier, on purpose.
    [Theory]
    [InlineData("rom-model", "models: [{name: Mine, plugin: my-plugin-x}]")]
    [InlineData("rom-simulator", "simulator: {plugin: my-plugin-x}")]
    [InlineData("rom-density", "density: {plugin: my-plugin-x}")]
    public void AProjectOfATemplate_Builds_PassesItsTests_AndRunsInTheHost(string template, string section)
    {
        Installation.SkipWithoutShell();
        string folder = user.Folder();
        var sections = new Dictionary<string, string>
        {
            ["simulator"] = "simulator: {plugin: vicsek-morse, particles: 30, domain: {lx: 20, ly: 20}}",
            ["density"] = "density: {plugin: kde, nx: 16, ny: 16, bandwidth: 2}",
            ["models"] = "models: [{name: Mine, plugin: mvar, lag: 2}]",
        };
        sections[section.Split(':')[0]] = section;
        string family = template == "rom-simulator" ? "{family: drop, samples: 2}" : "{family: uniform, samples: 2}";
        File.WriteAllText(Path.Combine(folder, "experiment.yaml"), $"""
            experiment_name: mine
            {string.Join('\n', sections.Values)}
            train: {"{"}duration: 4, initial_conditions: [{family}]{"}"}
            test: {"{"}duration: 4, initial_conditions: [{family}]{"}"}
            reduction: {"{"}modes: 4{"}"}
            benchmark: {"{"}enabled: false{"}"}
            """);
        string output = user.Run(folder, $"""
            dotnet new {template} --name My-Plugin.X
            cd My-Plugin.X
            commit() {"{"}
                git -c user.name=me -c user.email=me@example.org commit --quiet --allow-empty --message "$1"
            {"}"}
            git init --quiet && commit first
            dotnet build -warnaserror
            dotnet test --project tests/My-Plugin.X.Tests --no-build
            cd ..
            romhost plugins verify My-Plugin.X/plugins
            romhost run --config experiment.yaml --plugin-dir My-Plugin.X/plugins
            cd My-Plugin.X && commit unrelated && dotnet build src/My-Plugin.X --no-incremental && cd ..
            romhost run --config experiment.yaml --plugin-dir My-Plugin.X/plugins
            """).Expect(0).Output;
        Assert.DoesNotContain("stale", output);
        Assert.DoesNotContain("optimis", output);
        Assert.Contains("failed: 0", output);
        Assert.Contains(" 0 broken, 0 not checked", output);
        Assert.Matches(@"│ Mine +│ ok +│", output);
    }

    [Fact]
    public void TheModelOfTheTemplate_HasAtMost30Lines_AndIsTheReadmes()
    {
        string model =
            File.ReadAllText(Path.Combine(
                Installation.Repository, "templates", "rom-model", "src", "RomModel1", "RomModel1.cs"));
        Assert.InRange(model.TrimEnd().Split('\n').Length, 1, 30);
        Assert.Contains(
            model.Replace("PluginIdentifier", "Persistence").Replace("plugin-name", "persistence"),
            File.ReadAllText(Path.Combine(Installation.Repository, "README.md")));
    }
}
