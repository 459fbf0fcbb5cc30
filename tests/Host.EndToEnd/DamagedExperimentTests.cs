namespace Host.EndToEnd;

public sealed class DamagedExperimentTests(UntimedExperiment experiment)
{
    [Fact]
    public void ForeignRecordsAndFiles_AreNamedAndMadeAgain()
    {
        string root = experiment.Copy("foreign-records");
        File.WriteAllText(Path.Combine(root, "stages", "build_pod_basis.json"), "{}");
        string profile = Path.Combine(root, "MVAR", "runtime_profile.json");
        File.WriteAllText(profile, new string('x', (int)new FileInfo(profile).Length));
        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name",
            "foreign-records").Expect(0);
        Assert.Contains("damaged: build_pod_basis.json", result.Error);
        Assert.Contains("damaged: runtime_profile.json", result.Error);
        Assert.StartsWith("{", File.ReadAllText(profile), StringComparison.Ordinal);
    }

    [Fact]
    public void OutputThatIsAFile_IsBadInput()
    {
        File.WriteAllText(Path.Combine(experiment.WorkingDirectory, "taken"), "");
        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--output", "taken").Expect(2);
        Assert.Contains("--output", result.Error);
        Assert.Contains("taken", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Theory]
    [InlineData("--output")]
    [InlineData("--plugin-dir")]
    public void EmptyValue_IsBadInput(string option)
    {
        var result =
            HostProcess.Run(experiment.WorkingDirectory, "validate", "--config", "small.yaml", option, "").Expect(2);
        Assert.Contains($"expected a value for {option}", result.Error);
    }
}
