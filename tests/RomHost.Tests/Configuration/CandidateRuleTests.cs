using System.Text;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Pipeline.Plugins;

namespace RomHost.Tests.Configuration;

/// <summary>Candidates that break a rule between options.</summary>
public class CandidateRuleTests
{
    [Fact]
    public void ACombinationThatBreaksARule_IsLeftOutWithAWarning()
    {
        Experiment experiment = Bind("factor: {choose: [1, 1.6]}, window: {choose: [1, 2]}");
        var candidates = experiment.Models[0].Candidates!.Candidates;
        Assert.Equal(4, candidates.Count);
        Assert.Equal("such a factor needs a window of 1", candidates[3].Problem);
        Assert.Equal(3, experiment.Models[0].Candidates!.Usable.Count());
        ConfigurationWarning warning = Assert.Single(experiment.Document.Warnings);
        Assert.Equal(
            "the candidate factor 1.6, window 2 is left out: such a factor needs a window of 1", warning.Message);
        Assert.Equal(9, warning.Location.Line);
    }

    [Fact]
    public void WhereAllBreakARule_TheConfigurationIsWrong()
    {
        var e = Assert.Throws<ConfigurationException>(() => Bind("factor: {choose: [1.6, 1.7]}, window: 2"));
        Assert.All(e.Errors, error => Assert.EndsWith("such a factor needs a window of 1", error.Message));
        Assert.NotEmpty(e.Errors);
    }

    private static Experiment Bind(string options)
    {
        string text = $$"""
            experiment_name: small
            simulator: {plugin: drift}
            train: {duration: 6, initial_conditions: [{family: anywhere, samples: 3}]}
            test: {duration: 6, initial_conditions: [{family: anywhere, samples: 2}]}
            density: {plugin: histogram}
            models:
              - name: F
                plugin: factor
                {{options.Replace("}, ", "}\n    ", StringComparison.Ordinal)}}
            """;
        return new ExperimentBinder(StageTestPlugins.All)
            .Bind(ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(text), "f.yaml"));
    }
}
