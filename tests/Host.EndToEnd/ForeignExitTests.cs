namespace Host.EndToEnd;

/// <summary>Exits of the process that the host did not request, and exits that a plugin delays.</summary>
public sealed class ForeignExitTests
{
    private const string Ended = "plugin Ending ended the process (Environment.Exit(0)) during ";

    [Theory]
    [InlineData("constructor", "exits", "the constructor of model ending")]
    [InlineData("train", "exits", "the training of STUBBORN")]
    [InlineData("train", "exits_on_a_thread", "the training of STUBBORN")]
    [InlineData("train", "exits_natively", "the training of STUBBORN")]
    [InlineData("train", "throws_on_a_thread", "the training of STUBBORN")]
    [InlineData("save", "exits", "the saving of STUBBORN")]
    [InlineData("load", "exits", "the loading of STUBBORN")]
    [InlineData("forecast", "exits", "the forecast of STUBBORN for test run 0 (")]
    [InlineData("simulate", "exits", "the simulation of training run ")]
    [InlineData("estimate", "exits", "the density of training run ")]
    public void AnEndByAPlugin_EndsRunWith4_AndSaysDuringWhatAndOfWhichPlugin(string place, string act, string work)
    {
        Assert.SkipWhen(
            act == "exits_natively" && OperatingSystem.IsWindows(), "the C library of Windows calls nothing back");
        using var folder = EndingExperiment.Folder();
        string error = HostProcess.Run(
            folder.Path, EndingExperiment.With("run", EndingExperiment.Acting(place, act))).Expect(4).Error;
        Assert.Contains("error: plugin Ending ended the process ", error);
        Assert.Contains($" during {work}", error);
        bool namesPlace = error.Contains("a bug on a thread (in Ending.Deed", StringComparison.Ordinal);
        Assert.Equal(act == "throws_on_a_thread", namesPlace);
    }

    [Fact]
    public void AfterAnEndByAPlugin_TheSameCommandGoesOn()
    {
        using var folder = EndingExperiment.Folder();
        HostProcess.Run(folder.Path, EndingExperiment.With("run", EndingExperiment.Acting("train", "exits"))).Expect(4);
        string basis = folder.Combine("oscar_output", "ending", "rom_common", "pod_basis.npz");
        var made = File.GetLastWriteTimeUtc(basis);
        HostProcess.Run(folder.Path, EndingExperiment.With("run")).Expect(0);
        Assert.Equal(made, File.GetLastWriteTimeUtc(basis));
    }

    [Fact]
    public void AnEndInAConstructor_EndsValidateWith4()
    {
        using var folder = EndingExperiment.Folder();
        string error = HostProcess.Run(
            folder.Path,
            EndingExperiment.With("validate", EndingExperiment.Acting("constructor", "exits"))).Expect(4).Error;
        Assert.Contains(Ended + "the constructor of model ending", error);
    }

    [Fact]
    public void AnEndWhileThePluginIsLoaded_EndsPluginsWith4()
    {
        using var folder = EndingExperiment.Folder();
        string error = HostProcess.RunWith(
            "ENDING_WHILE_LOADING", "Exits", folder.Path, "plugins", "--plugin-dir", HostProcess.EndingOutput)
            .Expect(4).Error;
        Assert.Contains(Ended + "the loading of plugin Ending", error);
    }

    [Fact]
    public void AnEndInTraining_EndsVerifyWith4()
    {
        using var folder = EndingExperiment.Folder();
        folder.Write("exits.yaml", Acting(File.ReadAllText(folder.Combine("ending.yaml")), "train", "exits"));
        string error = HostProcess.Run(
            folder.Path, "plugins", "verify", HostProcess.EndingOutput, "--config", "exits.yaml").Expect(4).Error;
        Assert.Contains(Ended + "the training of model ending", error);
    }

    [Theory]
    [InlineData("load")]
    [InlineData("forecast")]
    public void AnEndInAMeasuringProcess_EndsItWith4(string place)
    {
        using var folder = EndingExperiment.Folder();
        HostProcess.Run(folder.Path, EndingExperiment.With("run")).Expect(0);
        folder.Write(
            Path.Combine("oscar_output", "ending", "config_resolved.yaml"),
            Acting(File.ReadAllText(folder.Combine("ending.yaml")), place, "exits"));
        string error = HostProcess.Run(
            folder.Path, "measure", folder.Combine("oscar_output", "ending"), "--model", "STUBBORN",
            "--to", folder.Combine("to.json"), "--plugin-dir", HostProcess.EndingOutput).Expect(4).Error;
        Assert.Contains(Ended + "the ", error);
        Assert.Contains("of STUBBORN", error);
    }

    [Theory]
    [InlineData("leaves_a_thread")]
    [InlineData("hangs_at_the_end")]
    [InlineData("hangs_in_a_finalizer")]
    [InlineData("changes_the_code")]
    public void WhatAPluginLeavesRunning_NeitherKeepsAFinishedHost_NorChangesItsExitCode(string act)
    {
        using var folder = EndingExperiment.Folder();
        HostProcess.Run(folder.Path, EndingExperiment.With("run", EndingExperiment.Acting("train", act))).Expect(0);
        Assert.True(File.Exists(folder.Combine("oscar_output", "ending", "summary.json")));
    }

    [Fact]
    public void FailFast_EndsByASignal_WithTheStackOfThePlugin()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "exit codes of signals");
        using var folder = EndingExperiment.Folder();
        string error = HostProcess.Run(
            folder.Path,
            EndingExperiment.With("run", EndingExperiment.Acting("train", "fails_fast"))).Expect(134).Error;
        Assert.Contains("a plugin gave up", error);
        Assert.Contains("at Ending.EndingTrainer.Train", error);
        // The next run reports it too: on a cluster the stack may be lost.
        const string Said = "the last run ended without a word during the training of STUBBORN: it was killed";
        Assert.Contains(Said, HostProcess.Run(folder.Path, EndingExperiment.With("run")).Expect(0).Error);
        string third = HostProcess.Run(folder.Path, EndingExperiment.With("run")).Expect(0).Error;
        Assert.DoesNotContain("the last run", third);
    }

    private static string Acting(string yaml, string place, string act) => yaml.Replace(
        "STUBBORN, plugin: ending}", $"STUBBORN, plugin: ending, at: {place}, act: {act}}}", StringComparison.Ordinal);
}
