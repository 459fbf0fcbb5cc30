using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Sections;

namespace RomHost.Tests.Artifacts;

public sealed class OwnFilesTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("summary.json")]
    [InlineData("rom_common/pod_basis.npz")]
    [InlineData("stages/repeat_training.0.My-Model_2.11.json")]
    [InlineData("train/run_000/density.npz")]
    [InlineData("test/run_1000/density_pred_my-model.npz")]
    [InlineData("test/run_000/ensemble_my-model.npz")]
    [InlineData("figures/run_000_truth_MVAR.mp4")]
    [InlineData("MVAR/runtime_profile.json")]
    [InlineData("MVAR/forecast_variance.npz")]
    [InlineData("MVAR/forecast_errors.npz")]
    [InlineData("measurement-" + Id)]
    public void FilesOfTheHost_AreIts_AlsoUnderTheirTemporaryNames(string path)
    {
        Assert.True(OwnFiles.Contains(path));
        Assert.True(OwnFiles.ContainsUnfinished($"{path}.partial"));
        Assert.True(OwnFiles.ContainsUnfinished($"{path}.{Id}.partial"));
        Assert.False(OwnFiles.ContainsUnfinished(path));
    }

    [Theory]
    [InlineData("notes")]
    [InlineData("notes.txt")]
    [InlineData("train/notes")]
    [InlineData("train/run_000/notes")]
    [InlineData("train/run_backup/density.npz")]
    [InlineData("train/run_00/density.npz")]
    [InlineData("rom_common/mine.npz")]
    [InlineData("mine/summary.json")]
    [InlineData("figures/inner/a.png")]
    [InlineData("Train/runtime_profile.json")]
    [InlineData("MVAR/mvar_model.npz")]
    public void FilesOfOthers_AreNot_WhateverTheirEnding(string path)
    {
        Assert.False(OwnFiles.Contains(path));
        Assert.False(OwnFiles.ContainsUnfinished($"{path}.partial"));
        Assert.False(OwnFiles.ContainsUnfinished($"{path}.{Id}.partial"));
    }

    [Theory]
    [InlineData("figures")]
    [InlineData("Figures")]
    [InlineData("STAGES")]
    [InlineData("Rom_Common")]
    [InlineData("train")]
    [InlineData("test")]
    public void AModel_IsNotCalledAsAFolderOfTheExperiment(string name) =>
        Assert.Contains("is a folder of every experiment", SafeName.ProblemOfModel(name));

    // A folder that is added to the experiment's must be among those that no model has.
    [Fact]
    public void AllFoldersOfTheExperiment_AreNamesThatNoModelHas()
    {
        var folder = new ExperimentFolder(Path.GetFullPath("experiment"));
        var named = typeof(ExperimentFolder).GetProperties().Where(property => property.PropertyType == typeof(string))
            .Select(property => (string)property.GetValue(folder)!).Append(folder.Ensemble(Split.Train))
            .Append(folder.Ensemble(Split.Test))
            .Append(folder.Run(Split.Test, 0).Root).Append(folder.StageRecord("stage"))
            .Select(path => folder.NameOf(path).Split('/')[0])
            .Where(name => name != "." && !name.Contains('.')).Distinct();
        Assert.All(named, name => Assert.NotNull(SafeName.ProblemOfModel(name)));
    }

    [Theory]
    [InlineData("run_000", 0)]
    [InlineData("run_012", 12)]
    [InlineData("run_1000", 1000)]
    [InlineData("run_0000", null)]
    [InlineData("run_12", null)]
    [InlineData("run_-01", null)]
    [InlineData("run_+12", null)]
    [InlineData("run_backup", null)]
    [InlineData("run_99999999999", null)]
    [InlineData("RUN_000", null)]
    public void OnlyNamesThatTheHostGives_AreThoseOfRuns(string name, int? index) =>
        Assert.Equal(index, RunFolder.IndexOf(name));
}
