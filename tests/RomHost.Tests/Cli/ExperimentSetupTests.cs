using Rom.Forecasting.Plugins;
using RomHost.Cli;
using RomHost.Configuration.Yaml;
using RomHost.Progress;
using RomHost.Tests.Configuration;
using RomHost.Tests.Plugins;

namespace RomHost.Tests.Cli;

public sealed class ExperimentSetupTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("romhost-setup-").FullName;
    private readonly StringWriter said = new();

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void RefusedPlugin_IsWarnedOf()
    {
        EmittedPlugin.ThrowingInConfigure(root, "Bad");
        Load();
        Assert.Contains("warning: ", said.ToString());
        Assert.Contains("Bad", said.ToString());
    }

    [Fact]
    public void NameThatARefusedPluginMayOffer_IsThePluginsFault()
    {
        EmittedPlugin.ThrowingInConfigure(root, "Bad");
        var e = Assert.Throws<PluginRefusedException>(() => Load().Bind(Configuration(Sample.Block), []));
        Assert.IsType<ConfigurationException>(e.InnerException);
    }

    [Fact]
    public void OtherMistakes_AreTheConfigurationsFault()
    {
        EmittedPlugin.ThrowingInConfigure(root, "Bad");
        Assert.Throws<ConfigurationException>(() => Load().Bind(Configuration("seed: 1"), []));
    }

    [Fact]
    public void WithoutARefusedPlugin_AnUnknownNameIsTheConfigurationsFault()
    {
        EmittedPlugin.Offering(root, "Good", "good");
        Assert.Throws<ConfigurationException>(() => Load().Bind(Configuration(Sample.Block), []));
    }

    private ExperimentSetup Load() =>
        ExperimentSetup.Load([.. Directory.EnumerateDirectories(root)], new QuietProgressDisplay(said), verbose: false);

    private string Configuration(string text)
    {
        string path = Path.Combine(root, "f.yaml");
        File.WriteAllText(path, text.Replace("vicsek-morse", "nowhere"));
        return path;
    }
}
