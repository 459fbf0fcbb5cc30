namespace Host.EndToEnd;

/// <summary>Experiments side by side, in the built host.</summary>
public sealed class TableTests(UntimedExperiment experiment)
{
    [Fact]
    public void ATable_HasARowForEachModel_AndIsWrittenAsCsv()
    {
        using var folder = new TestFolder();
        string csv = folder.Combine("table.csv");
        var result = HostProcess.Run(
            folder.Path, "table", experiment.Root, "--metric", "r2_lab", "--column", "pod.r", "--sort", "r2_lab",
            "--csv", csv).Expect(0);
        Assert.Contains("R² lab", result.Output);
        Assert.Contains("│ first      │ MVAR", result.Output);
        Assert.Contains("│ first      │ LSTM", result.Output);
        string[] rows = File.ReadAllLines(csv);
        Assert.Equal(1 + 2, rows.Length);
        Assert.StartsWith("experiment,model,", rows[0]);
        Assert.Contains(",pod.r,r2_lab,", rows[0]);
        Assert.All(rows.Skip(1), row => Assert.Contains($",{SmallExperiment.Modes},", row));
        Assert.Equal(
            string.Join('\n', rows) + "\n",
            HostProcess.Run(
                folder.Path, "table", experiment.Root, "--metric", "r2_lab", "--column", "pod.r", "--sort", "r2_lab",
                "--csv", "-").Expect(0).Output);
        // The folder around it has this experiment, among others of the same setting that other tests may add.
        Assert.Contains("│ MVAR", HostProcess.Run(
            folder.Path, "table", Path.GetDirectoryName(experiment.Root)!).Expect(0).Output);
    }

    [Theory]
    [InlineData("expected an experiment's folder, or one that holds some", ".")]
    [InlineData("expected an experiment's folder, found no folder", "nowhere")]
    [InlineData("--where: expected a condition such as lag>=5", ".", "--where", "lag")]
    public void WhatCannotBeATable_IsRefused(string message, params string[] arguments)
    {
        using var folder = new TestFolder();
        Assert.Contains(message, HostProcess.Run(folder.Path, ["table", .. arguments]).Expect(2).Error);
    }

    [Theory]
    [InlineData("--csv: expected a file that can be written, found ", ".")]
    [InlineData("expected a value for --csv, found an empty text", "")]
    public void AFileThatCannotBeWritten_IsNamed(string message, string csv)
    {
        using var folder = new TestFolder();
        Assert.Contains(
            message, HostProcess.Run(folder.Path, "table", experiment.Root, "--csv", csv).Expect(2).Error);
    }

    [Fact]
    public void AModelThatNoExperimentHas_IsNotCompared()
    {
        using var folder = new TestFolder();
        Assert.Contains(
            "--model: expected the name or plugin of a model (MVAR, LSTM, mvar, lstm), found 'MVR'; did you mean "
            + "'MVAR'?",
            HostProcess.Run(
                folder.Path, "compare", experiment.Root, experiment.Root, "--model", "MVR").Expect(2).Error);
    }

    [Fact]
    public void SeveralExperiments_AreComparedWithTheFirst_AlsoWithoutTimes()
    {
        using var folder = new TestFolder();
        string root = experiment.Root;
        var result = HostProcess.Run(folder.Path, "compare", root, root, root, "--model", "mvar").Expect(0);
        Assert.Contains("warning: times are not compared: expected ", result.Error);
        foreach (string name in (string[])["B", "C"])
        {
            Assert.Contains($"{name}: {root}, compared with A: {root}", result.Output);
            Assert.Contains($"{name} is equivalent, {SmallExperiment.TestRuns} same test runs", result.Output);
        }
        Assert.Contains("MVAR             R²", result.Output);
        Assert.DoesNotContain("LSTM             R²", result.Output);
        Assert.Contains("benchmark.time_cap", HostProcess.Run(
            folder.Path, "compare", root, root, "--fail-above", "5%").Expect(2).Error);
    }
}
